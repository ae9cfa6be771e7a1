"""The process shows itself: its routes as BPMN, what happened as XES or OCEL; plain data in, text out."""
