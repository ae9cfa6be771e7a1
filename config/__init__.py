"""The edge of the house: settings, addresses, the clock and what an error answers."""
