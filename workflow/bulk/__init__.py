"""One verb on many dossiers: chosen, foretold, confirmed, carried out chunk by chunk, told."""
