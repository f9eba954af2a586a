"""Reads {"run": ..., "qrels": ..., "measures": [...]} from stdin and prints what trec_eval, through pytrec_eval, makes of it."""

import json
import sys

import pytrec_eval

case = json.load(sys.stdin)
evaluator = pytrec_eval.RelevanceEvaluator(case["qrels"], set(case["measures"]))
json.dump(evaluator.evaluate(case["run"]), sys.stdout)
