"""Run by the proofs' own Python: is each route sound in pm4py, and does the log walk along it?"""

import json
import sys
import warnings
from pathlib import Path

import pm4py
from pm4py.objects.log.obj import EventLog, Trace

warnings.filterwarnings("ignore")
SKIPPED = "commune_council"


def fitness(traces, net):
    """The worst fitness of any trace, by alignment and by replaying tokens."""
    log = EventLog(traces)
    aligned = pm4py.conformance_diagnostics_alignments(log, *net)
    replayed = pm4py.conformance_diagnostics_token_based_replay(log, *net)
    return [min(row["fitness"] for row in aligned), min(row["trace_fitness"] for row in replayed)]


def without_one_council(trace):
    """The same trace as if one council had never met."""
    place = next(n for n, event in enumerate(trace) if event["concept:name"] == SKIPPED)
    return Trace([event for n, event in enumerate(trace) if n != place])


def report(file, log):
    net = pm4py.convert_to_petri_net(pm4py.read_bpmn(str(file)))
    traces = [trace for trace in log if trace.attributes["route"] == file.stem]
    whole = [t for t in traces if {SKIPPED} < {e["concept:name"] for e in t} and t[-1]["verb"] in ("award", "revoke")]
    return {
        "sound": pm4py.check_soundness(*net)[0],
        "traces": len(traces),
        "fitness": fitness(traces, net) if traces else None,
        "skipped": [fitness([without_one_council(trace)], net) for trace in whole],
    }


def main(folder):
    log = pm4py.read_xes(str(folder / "log.xes"), return_legacy_log_object=True)
    found = {file.stem: report(file, log) for file in sorted(folder.glob("*.bpmn"))}
    found["ocel"] = len(pm4py.read_ocel2_json(str(folder / "log.json")).events)
    (folder / "report.json").write_text(json.dumps(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
