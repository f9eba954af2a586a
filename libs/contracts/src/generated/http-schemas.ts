// Generated from libs/contracts/proto by `npm run generate`: JSON schemas of the messages.
export const httpSchemas = {
  "AddQueriesRequest": {
    "type": "object",
    "description": "Queries to add: listed, or as a file.",
    "properties": {
      "key": {
        "description": "Key of the set.",
        "type": "string"
      },
      "queries": {
        "description": "At most 10,000.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/SetQuery"
        }
      },
      "file": {
        "description": "JSON Lines with `_id` and `text`, lines of id, tab, text, or one query a line; at most 10,000 lines.",
        "type": "string"
      },
      "author": {
        "description": "Who adds them.",
        "type": "string"
      }
    },
    "additionalProperties": false
  },
  "AddQueriesResponse": {
    "type": "object",
    "description": "What was added.",
    "properties": {
      "added": {
        "description": "Queries that are new.",
        "type": "integer",
        "minimum": -2147483648,
        "maximum": 2147483647
      },
      "known": {
        "description": "Queries that it had.",
        "type": "integer",
        "minimum": -2147483648,
        "maximum": 2147483647
      },
      "query_set": {
        "description": "The set as it is now.",
        "$ref": "#/components/schemas/QuerySet"
      }
    },
    "additionalProperties": false
  },
  "AppliedRule": {
    "type": "object",
    "description": "A rule that was for a search.",
    "properties": {
      "key": {
        "description": "Its key.",
        "type": "string"
      },
      "notes": {
        "description": "What of it did not act, and why: a product that is not there, is out of stock, or that another rule wanted elsewhere.",
        "type": "array",
        "items": {
          "type": "string"
        }
      }
    },
    "additionalProperties": false
  },
  "Assignment": {
    "type": "object",
    "description": "One shopper in one experiment.",
    "properties": {
      "experiment": {
        "description": "Key of the experiment.",
        "type": "string"
      },
      "variant": {
        "description": "Key of the variant; `interleaved` for a page of both; empty if none.",
        "type": "string"
      },
      "reason": {
        "description": "Why the shopper has it, or has none: `split`, `forced`, `sticky`, `not_targeted`, `not_covered`, `layer`, `holdout`, `prerequisite`, `no_unit`, `off`.",
        "type": "string"
      },
      "phase": {
        "description": "Phase of the experiment.",
        "type": "integer",
        "minimum": -2147483648,
        "maximum": 2147483647
      }
    },
    "additionalProperties": false
  },
  "AttributeTest": {
    "type": "object",
    "description": "A test of one attribute of a request.",
    "properties": {
      "name": {
        "description": "As in `SearchRequest.attributes`, e.g. `country`.",
        "type": "string"
      },
      "values": {
        "description": "It has one of these values; numbers and booleans are compared as text.",
        "type": "array",
        "items": {
          "type": "string"
        }
      }
    },
    "additionalProperties": false
  },
  "BasePlan": {
    "type": "object",
    "description": "What every search runs that no experiment changes.",
    "properties": {
      "plan": {
        "description": "Whole, as it was written: a model may be named by its state, e.g. `ranker-shop@champion`.",
        "type": "object",
        "additionalProperties": true
      },
      "overrides": {
        "description": "What is laid over the configuration's Plan.",
        "type": "object",
        "additionalProperties": true
      },
      "configured": {
        "description": "The Plan without `overrides`.",
        "type": "object",
        "additionalProperties": true
      },
      "settings": {
        "description": "Every setting of `plan`.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/PlanSetting"
        }
      },
      "version": {
        "description": "Of `overrides`; 0 where there never were any. A change names the version that it was made from.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "author": {
        "description": "Who wrote `overrides`.",
        "type": "string"
      },
      "reason": {
        "description": "Why.",
        "type": "string"
      },
      "at_ms": {
        "description": "When, milliseconds since the Unix epoch; absent where nobody did.",
        "type": "number"
      },
      "problem": {
        "description": "Why `overrides` are not in force, e.g. a model of them that is gone; empty where they are.",
        "type": "string"
      },
      "schema": {
        "description": "JSON schema of a Plan, for forms.",
        "type": "object",
        "additionalProperties": true
      }
    },
    "additionalProperties": false
  },
  "Batch": {
    "type": "object",
    "description": "Units that were drawn with the same weights.",
    "properties": {
      "batch": {
        "description": "Counts from 1 in each phase.",
        "type": "integer",
        "minimum": -2147483648,
        "maximum": 2147483647
      },
      "from_ms": {
        "description": "When it began, milliseconds since the Unix epoch.",
        "type": "number"
      },
      "weights": {
        "description": "Chance of each variant, by its key.",
        "type": "object",
        "additionalProperties": {
          "type": "number"
        }
      },
      "units": {
        "description": "Units that it drew, by the variant's key.",
        "type": "object",
        "additionalProperties": {
          "type": "integer",
          "minimum": -9007199254740991,
          "maximum": 9007199254740991
        }
      }
    },
    "additionalProperties": false
  },
  "BeginComparisonRequest": {
    "type": "object",
    "description": "Two models to compare.",
    "properties": {
      "champion": {
        "description": "name@version, or the version that has a state, as name@champion.",
        "type": "string"
      },
      "challenger": {
        "description": "The same, of the same kind: ranker, cross-encoder or blend.",
        "type": "string"
      },
      "share": {
        "description": "Share of the live searches that are scored again, above 0, at most 1.",
        "type": "number"
      },
      "until_ms": {
        "description": "When it ends by itself, ms since 1970; absent: when it is ended, or with the process.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      }
    },
    "additionalProperties": false
  },
  "BeginComparisonResponse": {
    "type": "object",
    "description": "A comparison.",
    "properties": {
      "comparison": {
        "description": "As it began.",
        "$ref": "#/components/schemas/ShadowComparison"
      }
    },
    "additionalProperties": false
  },
  "BlendedScore": {
    "type": "object",
    "description": "The gain that is expected of a product in the reranked window, by which the window is ordered.",
    "properties": {
      "score": {
        "description": "The sum of all terms.",
        "type": "number"
      },
      "terms": {
        "description": "What it is made of: `intercept`, `ranker`, `reranker`, and features by name, largest effect first. `value` is standardised over the window (absent for the intercept).",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/FeatureContribution"
        }
      }
    },
    "additionalProperties": false
  },
  "CacheWindow": {
    "type": "object",
    "description": "Reads of one cache over a stretch of time.",
    "properties": {
      "cache": {
        "description": "`pages` or `scores`.",
        "type": "string"
      },
      "hits": {
        "description": "Keys that were there.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "misses": {
        "description": "Keys that were not.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      }
    },
    "additionalProperties": false
  },
  "CancelQueryRunRequest": {
    "type": "object",
    "description": "A run to end.",
    "properties": {
      "id": {
        "description": "Its id.",
        "type": "string"
      }
    },
    "additionalProperties": false
  },
  "CancelQueryRunResponse": {
    "type": "object",
    "description": "The run as it is now.",
    "properties": {
      "run": {
        "description": "The run.",
        "$ref": "#/components/schemas/QueryRun"
      }
    },
    "additionalProperties": false
  },
  "Candidates": {
    "type": "object",
    "description": "Candidates as parallel lists of one length, best first. NaN where a product was not on that side's list.",
    "properties": {
      "ids": {
        "description": "Product ids.",
        "type": "array",
        "items": {
          "type": "string"
        }
      },
      "score": {
        "description": "Fused score.",
        "type": "array",
        "items": {
          "type": "number"
        }
      },
      "bm25": {
        "description": "Lexical score.",
        "type": "array",
        "items": {
          "type": "number"
        }
      },
      "bm25_rank": {
        "description": "Rank on the lexical list, from 1.",
        "type": "array",
        "items": {
          "type": "number"
        }
      },
      "cosine": {
        "description": "Cosine with the query's vector.",
        "type": "array",
        "items": {
          "type": "number"
        }
      },
      "dense_rank": {
        "description": "Rank on the dense list, from 1.",
        "type": "array",
        "items": {
          "type": "number"
        }
      },
      "packed": {
        "description": "With `for_features`: the five columns, in this order, one behind the other, as little-endian float64.",
        "type": "string",
        "contentEncoding": "base64"
      },
      "versions": {
        "description": "With `for_features`: the version of each product, as `StoredProduct` has it; 0 where it has just been removed.",
        "type": "array",
        "items": {
          "type": "integer",
          "minimum": -9007199254740991,
          "maximum": 9007199254740991
        }
      }
    },
    "additionalProperties": false
  },
  "CatalogueFacts": {
    "type": "object",
    "description": "The index of this process.",
    "properties": {
      "products": {
        "description": "Products that can be found.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "vectors_pending": {
        "description": "Products that have no vector yet.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      }
    },
    "additionalProperties": false
  },
  "Change": {
    "type": "object",
    "description": "A change of an experiment.",
    "properties": {
      "at_ms": {
        "description": "Milliseconds since the Unix epoch.",
        "type": "number"
      },
      "author": {
        "description": "Who.",
        "type": "string"
      },
      "action": {
        "description": "`create`, `update`, `start`, `stop`, `archive`, ...",
        "type": "string"
      },
      "reason": {
        "description": "Why, as given.",
        "type": "string"
      },
      "before": {
        "description": "Before; absent for a creation.",
        "type": "object",
        "additionalProperties": true
      },
      "after": {
        "description": "After.",
        "type": "object",
        "additionalProperties": true
      }
    },
    "additionalProperties": false
  },
  "CheckExperimentRequest": {
    "type": "object",
    "description": "A definition that somebody is writing.",
    "properties": {
      "definition": {
        "description": "`key` included.",
        "type": "object",
        "additionalProperties": true
      },
      "version": {
        "description": "The version that it was made from; 0 for a new experiment.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "new_phase": {
        "description": "As of `UpdateExperimentRequest`.",
        "type": "boolean"
      }
    },
    "additionalProperties": false
  },
  "CheckExperimentResponse": {
    "type": "object",
    "description": "What is wrong with it.",
    "properties": {
      "violations": {
        "description": "Every wrong field; none in one that may be written.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/FieldViolation"
        }
      },
      "problem": {
        "description": "Why it may not be written though its fields are well, e.g. as the experiment is running; empty where it may be.",
        "type": "string"
      },
      "warnings": {
        "description": "As of `Experiment`.",
        "type": "array",
        "items": {
          "type": "string"
        }
      }
    },
    "additionalProperties": false
  },
  "Comparison": {
    "type": "object",
    "description": "A variant against the control. Effects are relative: 0.02 is two percent more than the control.",
    "properties": {
      "effect": {
        "description": "Relative difference.",
        "type": "number"
      },
      "fixed": {
        "description": "Confidence interval at the experiment's level, valid if looked at once.",
        "$ref": "#/components/schemas/Interval"
      },
      "p_value": {
        "description": "P value of Welch's t-test, valid if looked at once.",
        "type": "number"
      },
      "sequential": {
        "description": "Confidence sequence: valid however often it is looked at.",
        "$ref": "#/components/schemas/Interval"
      },
      "sequential_p_value": {
        "description": "P value that is valid however often it is looked at.",
        "type": "number"
      },
      "adjusted_p_value": {
        "description": "`sequential_p_value` or `p_value`, whichever the experiment decides by, adjusted for the number of comparisons.",
        "type": "number"
      },
      "significant": {
        "description": "`adjusted_p_value` is below the experiment's level.",
        "type": "boolean"
      },
      "chance_to_win": {
        "description": "Probability that the variant is better than the control (Bayesian, the experiment's prior).",
        "type": "number"
      },
      "risk": {
        "description": "Expected relative loss if the variant is shipped and is worse.",
        "type": "number"
      },
      "credible": {
        "description": "Of the Bayesian posterior.",
        "$ref": "#/components/schemas/Interval"
      },
      "variance_reduction": {
        "description": "The variance that CUPED or stratification took away, as a share; absent where none was used.",
        "type": "number"
      },
      "problem": {
        "description": "Why there is no comparison, e.g. too few units; the numbers above are then 0.",
        "type": "string"
      },
      "guardrail": {
        "description": "For a guardrail: `ok`, `broken` or `unsure`.",
        "type": "string"
      },
      "absolute_effect": {
        "description": "In the metric's own unit.",
        "type": "number"
      }
    },
    "additionalProperties": false
  },
  "ConvexFusion": {
    "type": "object",
    "description": "(1 - dense_weight) * bm25 + dense_weight * cosine, each min-max normalised over its own list.",
    "properties": {
      "dense_weight": {
        "description": "0 to 1.",
        "type": "number"
      }
    },
    "additionalProperties": false
  },
  "Correction": {
    "type": "object",
    "description": "A word that matched nothing.",
    "properties": {
      "from": {
        "description": "As typed.",
        "type": "string"
      },
      "to": {
        "description": "As read.",
        "type": "string"
      }
    },
    "additionalProperties": false
  },
  "CreateExperimentRequest": {
    "type": "object",
    "description": "A new experiment.",
    "properties": {
      "definition": {
        "description": "Its definition, `key` included.",
        "type": "object",
        "additionalProperties": true
      },
      "author": {
        "description": "Who writes it, for the audit log.",
        "type": "string"
      }
    },
    "additionalProperties": false
  },
  "CreateExperimentResponse": {
    "type": "object",
    "description": "A new experiment.",
    "properties": {
      "experiment": {
        "description": "As written.",
        "$ref": "#/components/schemas/Experiment"
      }
    },
    "additionalProperties": false
  },
  "CreateJudgmentSetRequest": {
    "type": "object",
    "description": "A set to begin.",
    "properties": {
      "key": {
        "description": "1 to 60 small letters, digits and hyphens, a letter or digit first.",
        "type": "string"
      },
      "name": {
        "description": "For people; at most 200 characters. Empty: the key.",
        "type": "string"
      },
      "author": {
        "description": "Who begins it, for the audit log.",
        "type": "string"
      }
    },
    "additionalProperties": false
  },
  "CreateJudgmentSetResponse": {
    "type": "object",
    "description": "As begun.",
    "properties": {
      "judgment_set": {
        "description": "The set.",
        "$ref": "#/components/schemas/JudgmentSet"
      }
    },
    "additionalProperties": false
  },
  "CreateQuerySetRequest": {
    "type": "object",
    "description": "A set to begin.",
    "properties": {
      "key": {
        "description": "1 to 60 small letters, digits and hyphens, a letter or digit first.",
        "type": "string"
      },
      "name": {
        "description": "For people; at most 200 characters. Empty: the key.",
        "type": "string"
      },
      "judgment_set": {
        "description": "Key of the judgment set that its runs are measured by; may be empty.",
        "type": "string"
      },
      "author": {
        "description": "Who begins it, for the audit log.",
        "type": "string"
      }
    },
    "additionalProperties": false
  },
  "CreateQuerySetResponse": {
    "type": "object",
    "description": "As begun.",
    "properties": {
      "query_set": {
        "description": "The set.",
        "$ref": "#/components/schemas/QuerySet"
      }
    },
    "additionalProperties": false
  },
  "DayUnits": {
    "type": "object",
    "description": "Units of one day.",
    "properties": {
      "day": {
        "description": "UTC, as `2026-01-31`.",
        "type": "string"
      },
      "units": {
        "description": "Units whose first exposure was on it.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      }
    },
    "additionalProperties": false
  },
  "Degraded": {
    "type": "object",
    "description": "A stage that did not do all of its work; the answer keeps the order of the stage before.",
    "properties": {
      "stage": {
        "description": "Which.",
        "$ref": "#/components/schemas/Stage"
      },
      "cause": {
        "description": "Why.",
        "$ref": "#/components/schemas/DegradedCause"
      },
      "detail": {
        "description": "For operators.",
        "type": "string"
      }
    },
    "additionalProperties": false
  },
  "DegradedCause": {
    "type": "string",
    "description": "Why a stage did not do all of its work. `DEGRADED_CAUSE_UNSPECIFIED`: Not said. `DEGRADED_CAUSE_DEADLINE`: Its budget or the search's deadline ended. `DEGRADED_CAUSE_FAILED`: It failed. `DEGRADED_CAUSE_OVERLOADED`: More work than can be done was under way. `DEGRADED_CAUSE_UNAVAILABLE`: What it needs is not there.",
    "enum": [
      "DEGRADED_CAUSE_UNSPECIFIED",
      "DEGRADED_CAUSE_DEADLINE",
      "DEGRADED_CAUSE_FAILED",
      "DEGRADED_CAUSE_OVERLOADED",
      "DEGRADED_CAUSE_UNAVAILABLE"
    ]
  },
  "DegradedCount": {
    "type": "object",
    "description": "How often a stage did not do all of its work, for one cause.",
    "properties": {
      "cause": {
        "description": "Which.",
        "$ref": "#/components/schemas/DegradedCause"
      },
      "count": {
        "description": "How often.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      }
    },
    "additionalProperties": false
  },
  "DeleteRequest": {
    "type": "object",
    "description": "A part of a stream of ids.",
    "properties": {
      "ids": {
        "description": "1 to 1,000 ids.",
        "type": "array",
        "items": {
          "type": "string"
        }
      }
    },
    "additionalProperties": false
  },
  "DeleteResponse": {
    "type": "object",
    "description": "What became of a stream of ids.",
    "properties": {
      "accepted": {
        "description": "Ids removed or not there to begin with.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      }
    },
    "additionalProperties": false
  },
  "DeleteRuleRequest": {
    "type": "object",
    "description": "A rule to delete.",
    "properties": {
      "key": {
        "description": "Its key.",
        "type": "string"
      },
      "version": {
        "description": "The version that was read.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "author": {
        "description": "Who.",
        "type": "string"
      },
      "reason": {
        "description": "Why.",
        "type": "string"
      }
    },
    "additionalProperties": false
  },
  "DeleteRuleResponse": {
    "type": "object",
    "description": "A rule that was deleted.",
    "properties": {},
    "additionalProperties": false
  },
  "DescribeRequest": {
    "type": "object",
    "description": "Nothing to say.",
    "properties": {},
    "additionalProperties": false
  },
  "DescribeResponse": {
    "type": "object",
    "description": "What the catalogue looks like.",
    "properties": {
      "products": {
        "description": "Products that can be found.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "version": {
        "description": "Highest version given out; 0 for an empty catalogue.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "fields": {
        "description": "Indexed text fields in order.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/IndexedField"
        }
      },
      "filterable": {
        "description": "Fields that `filters`, `facets` and, where numeric, `sort` may name.",
        "type": "array",
        "items": {
          "type": "string"
        }
      },
      "mapping": {
        "description": "How the catalogue's own rows are read (see docs/configuration.md).",
        "type": "object",
        "additionalProperties": true
      },
      "plan": {
        "description": "The base Plan in force, every model by its version.",
        "type": "object",
        "additionalProperties": true
      },
      "encoder": {
        "description": "Model that product vectors are made with, as name@version; empty where there is none.",
        "type": "string"
      },
      "vectors_pending": {
        "description": "Products whose vector is still being made: until then they are found by words only.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "models": {
        "description": "Models of the base Plan.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/ServedModel"
        }
      },
      "process": {
        "description": "Names the process that answers, for as long as it runs.",
        "type": "string"
      },
      "state": {
        "description": "What searches of this process find: another one after every write that a search could see.",
        "type": "string"
      }
    },
    "additionalProperties": false
  },
  "EndComparisonRequest": {
    "type": "object",
    "description": "A comparison to end.",
    "properties": {
      "id": {
        "description": "Its id.",
        "type": "string"
      }
    },
    "additionalProperties": false
  },
  "EndComparisonResponse": {
    "type": "object",
    "description": "A comparison.",
    "properties": {
      "comparison": {
        "description": "As it ended.",
        "$ref": "#/components/schemas/ShadowComparison"
      }
    },
    "additionalProperties": false
  },
  "EvaluateRequest": {
    "type": "object",
    "description": "A shopper to assign.",
    "properties": {
      "shopper_id": {
        "description": "Who; 1 to 512 characters. Absent: experiments on shoppers do not apply.",
        "type": "string"
      },
      "attributes": {
        "description": "What targeting may ask about the request.",
        "type": "object",
        "additionalProperties": true
      },
      "session_id": {
        "description": "The visit, for experiments on sessions.",
        "type": "string"
      }
    },
    "additionalProperties": false
  },
  "EvaluateResponse": {
    "type": "object",
    "description": "The variants of one shopper.",
    "properties": {
      "assignments": {
        "description": "One an experiment that is running.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/Assignment"
        }
      },
      "plan": {
        "description": "The Plan in force for the shopper.",
        "type": "object",
        "additionalProperties": true
      }
    },
    "additionalProperties": false
  },
  "Event": {
    "type": "object",
    "description": "One thing that one shopper did.",
    "properties": {
      "event_id": {
        "description": "Given by the client, 1 to 256 characters; an event with the same id is recorded once.",
        "type": "string"
      },
      "action": {
        "description": "What was done: `impression`, `click`, `add_to_cart`, `purchase`, `search`, or a name of your own (lower-case letters, digits, `_`, `.` and `-`, beginning with a letter; at most 100).",
        "type": "string"
      },
      "search_id": {
        "description": "`SearchResponse.search_id` that the product was shown by; empty outside of search.",
        "type": "string"
      },
      "shopper_id": {
        "description": "Who; kept as a keyed hash only. This or `session_id` is needed.",
        "type": "string"
      },
      "session_id": {
        "description": "The visit; kept as a keyed hash only.",
        "type": "string"
      },
      "product_id": {
        "description": "With which product; needed for `impression`, `click` and `add_to_cart`.",
        "type": "string"
      },
      "position": {
        "description": "Position that the product was shown at, from 1.",
        "type": "integer",
        "minimum": -2147483648,
        "maximum": 2147483647
      },
      "at_ms": {
        "description": "When, milliseconds since the Unix epoch. Default: when the server received it.",
        "type": "number"
      },
      "quantity": {
        "description": "Units put into the cart or bought, above 0. Default 1.",
        "type": "number"
      },
      "revenue_minor": {
        "description": "For a purchase: what was paid for all units, in minor units of `currency` (cents).",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "currency": {
        "description": "ISO 4217 code, e.g. `EUR`; needed with `revenue_minor`.",
        "type": "string"
      },
      "attributes": {
        "description": "Anything else worth keeping: strings, numbers and booleans by name, at most 32.",
        "type": "object",
        "additionalProperties": true
      },
      "query": {
        "description": "The shopper's words; not kept where raw query text is switched off.",
        "type": "string"
      },
      "value": {
        "description": "A number that a metric may add up.",
        "type": "number"
      },
      "user_agent": {
        "description": "The browser's user agent: robots that say so are marked. It is not kept.",
        "type": "string"
      }
    },
    "additionalProperties": false
  },
  "EventRejection": {
    "type": "object",
    "description": "An event that was refused.",
    "properties": {
      "index": {
        "description": "Place in the request or the stream, from 0.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "event_id": {
        "description": "Its id, as given.",
        "type": "string"
      },
      "violations": {
        "description": "Every wrong field of it.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/FieldViolation"
        }
      }
    },
    "additionalProperties": false
  },
  "Experiment": {
    "type": "object",
    "description": "An experiment.",
    "properties": {
      "key": {
        "description": "Unique.",
        "type": "string"
      },
      "state": {
        "description": "`draft`, `running`, `stopped` or `archived`.",
        "type": "string"
      },
      "version": {
        "description": "Of the last change; a change names the version that it was made from.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "phase": {
        "description": "Counts from 1; each is analysed by itself.",
        "type": "integer",
        "minimum": -2147483648,
        "maximum": 2147483647
      },
      "definition": {
        "description": "As written, every default filled in (see docs/experiments.md).",
        "type": "object",
        "additionalProperties": true
      },
      "coverage": {
        "description": "Share of the units that take part now, 0 to 1: what the ramp has come to.",
        "type": "number"
      },
      "warnings": {
        "description": "What is worth knowing and no error, e.g. another experiment that changes the same setting.",
        "type": "array",
        "items": {
          "type": "string"
        }
      },
      "created_at_ms": {
        "description": "When it was written first, milliseconds since the Unix epoch.",
        "type": "number"
      },
      "started_at_ms": {
        "description": "When it was started.",
        "type": "number"
      },
      "stopped_at_ms": {
        "description": "When it was stopped.",
        "type": "number"
      },
      "stop_reason": {
        "description": "Why it was stopped.",
        "type": "string"
      },
      "shipped_variant": {
        "description": "The variant whose settings went into the base Plan; empty if none did.",
        "type": "string"
      }
    },
    "additionalProperties": false
  },
  "Explanation": {
    "type": "object",
    "description": "Why a product stands where it stands.",
    "properties": {
      "positions": {
        "description": "Positions after each stage.",
        "$ref": "#/components/schemas/Positions"
      },
      "features": {
        "description": "Values and contributions to the ranker's score, largest effect first.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/FeatureContribution"
        }
      },
      "expected": {
        "description": "The ranker's score of a product of which nothing is known: `expected` plus all contributions is its score.",
        "type": "number"
      },
      "fields": {
        "description": "What each indexed field adds to `bm25`, largest first; none for a product that no word matched.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/FieldScore"
        }
      },
      "blend": {
        "description": "How the reranked window was ordered; absent outside of it, and where the Plan names no blend.",
        "$ref": "#/components/schemas/BlendedScore"
      },
      "rules": {
        "description": "What merchandising rules did to it; empty where none moved it.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/RuleEffect"
        }
      }
    },
    "additionalProperties": false
  },
  "ExportJudgmentsRequest": {
    "type": "object",
    "description": "A set to write files of.",
    "properties": {
      "key": {
        "description": "Key of the set.",
        "type": "string"
      },
      "format": {
        "description": "`trec` or `beir`. Empty: `trec`.",
        "type": "string"
      }
    },
    "additionalProperties": false
  },
  "ExportJudgmentsResponse": {
    "type": "object",
    "description": "The files.",
    "properties": {
      "qrels": {
        "description": "Judgments, a line each.",
        "type": "string"
      },
      "queries": {
        "description": "Queries as JSON Lines with `_id` and `text`.",
        "type": "string"
      }
    },
    "additionalProperties": false
  },
  "Facet": {
    "type": "object",
    "description": "Counts of one field.",
    "properties": {
      "field": {
        "description": "As in the request.",
        "type": "string"
      },
      "values": {
        "description": "Most frequent first, or in the order of the request's ranges.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/FacetValue"
        }
      }
    },
    "additionalProperties": false
  },
  "FacetRange": {
    "type": "object",
    "description": "A half-open range [from, to); an absent bound is open.",
    "properties": {
      "from": {
        "description": "At least this.",
        "type": "number"
      },
      "to": {
        "description": "Less than this.",
        "type": "number"
      }
    },
    "additionalProperties": false
  },
  "FacetRequest": {
    "type": "object",
    "description": "Counts wanted of one field.",
    "properties": {
      "field": {
        "description": "As in `Filter.field`.",
        "type": "string"
      },
      "limit": {
        "description": "At most this many values, most frequent first: 1 to 1,000. Default 10.",
        "type": "integer",
        "minimum": -2147483648,
        "maximum": 2147483647
      },
      "ranges": {
        "description": "Count within these ranges instead of by value; numeric fields only. At most 100.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/FacetRange"
        }
      }
    },
    "additionalProperties": false
  },
  "FacetValue": {
    "type": "object",
    "description": "One value of a facet.",
    "properties": {
      "value": {
        "description": "The value, or the range as `from..to` with an absent bound left out.",
        "type": "string"
      },
      "count": {
        "description": "Products with it.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      }
    },
    "additionalProperties": false
  },
  "FeatureContribution": {
    "type": "object",
    "description": "One feature of one product.",
    "properties": {
      "name": {
        "description": "As listed in docs/features.md.",
        "type": "string"
      },
      "value": {
        "description": "Absent where the feature is missing.",
        "type": "number"
      },
      "contribution": {
        "description": "SHAP value: what it adds to the ranker's score.",
        "type": "number"
      }
    },
    "additionalProperties": false
  },
  "FieldScore": {
    "type": "object",
    "description": "What the words in one field add to a product's BM25F.",
    "properties": {
      "field": {
        "description": "As the catalogue's index calls it, e.g. `title`.",
        "type": "string"
      },
      "score": {
        "description": "Its part of the sum: each word's score, shared by what each field's occurrences weigh.",
        "type": "number"
      }
    },
    "additionalProperties": false
  },
  "FieldViolation": {
    "type": "object",
    "description": "One field of a request that is wrong, and what would be right. Over gRPC the violations of a refused request are a `google.rpc.BadRequest` in the status details; over HTTP they are the `violations` of the JSON body.",
    "properties": {
      "field": {
        "description": "Path in the request, e.g. `page_size`, `filters[2].field`, `plan.reranker.window`.",
        "type": "string"
      },
      "description": {
        "description": "What is wrong and what would be right.",
        "type": "string"
      }
    },
    "additionalProperties": false
  },
  "Filter": {
    "type": "object",
    "description": "A condition on products: either `values`, or `min`, `max` or both.",
    "properties": {
      "field": {
        "description": "`brand`, `category`, `price`, `stock`, `rating`, `rating_count`, `popularity`, `released`, or the name of an attribute. CatalogService.Describe lists them.",
        "type": "string"
      },
      "values": {
        "description": "The field has one of these values, as facets show them; compared without regard to case and accents. At most 1,000.",
        "type": "array",
        "items": {
          "type": "string"
        }
      },
      "exclude": {
        "description": "Turns `values` round: the field has none of them. Products without the field pass.",
        "type": "boolean"
      },
      "min": {
        "description": "The field is a number of at least this. Products without the field do not pass.",
        "type": "number"
      },
      "max": {
        "description": "The field is a number of at most this, which is not below `min`. Products without the field do not pass.",
        "type": "number"
      }
    },
    "additionalProperties": false
  },
  "ForgetRequest": {
    "type": "object",
    "description": "A shopper to forget.",
    "properties": {
      "shopper_id": {
        "description": "As it was in the events and searches.",
        "type": "string"
      }
    },
    "additionalProperties": false
  },
  "ForgetResponse": {
    "type": "object",
    "description": "What was deleted.",
    "properties": {
      "deleted": {
        "description": "Events and exposures deleted; 0 if none were known.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      }
    },
    "additionalProperties": false
  },
  "Fragment": {
    "type": "object",
    "description": "A piece of a field's text with at least one matched word.",
    "properties": {
      "text": {
        "description": "The piece, as it stands in the product: not escaped.",
        "type": "string"
      },
      "start": {
        "description": "Where it begins in the field's text, in UTF-16 units (what JavaScript, Java and C# count in; Python and Go count otherwise).",
        "type": "integer",
        "minimum": -2147483648,
        "maximum": 2147483647
      },
      "ranges": {
        "description": "The matched words, in order, apart from each other.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/TextRange"
        }
      },
      "html": {
        "description": "The piece as HTML: `&`, `<`, `>` and quotes of the product's text are escaped, and every matched word stands between the tags.",
        "type": "string"
      }
    },
    "additionalProperties": false
  },
  "GetBreakdownRequest": {
    "type": "object",
    "description": "A comparison within each value of an attribute wanted.",
    "properties": {
      "key": {
        "description": "Key of the experiment.",
        "type": "string"
      },
      "phase": {
        "description": "Default: the phase in force.",
        "type": "integer",
        "minimum": -2147483648,
        "maximum": 2147483647
      },
      "triggered": {
        "description": "As of `GetResultsRequest`.",
        "type": "boolean"
      },
      "metric": {
        "description": "Default: the primary metric.",
        "type": "string"
      },
      "currency": {
        "description": "As of `GetResultsRequest`.",
        "type": "string"
      },
      "attribute": {
        "description": "Attribute of the request that a unit came in with, e.g. `device`, or `query_words`. Empty: only what there is.",
        "type": "string"
      },
      "correction": {
        "description": "`holm`, `bonferroni` or `benjamini-hochberg`. Default: the experiment's.",
        "type": "string"
      }
    },
    "additionalProperties": false
  },
  "GetBreakdownResponse": {
    "type": "object",
    "description": "A comparison within each value of an attribute.",
    "properties": {
      "attributes": {
        "description": "Attributes that units came with, by name.",
        "type": "array",
        "items": {
          "type": "string"
        }
      },
      "metric": {
        "description": "Key of the metric.",
        "type": "string"
      },
      "better": {
        "description": "`higher` or `lower` is better.",
        "type": "string"
      },
      "correction": {
        "description": "How p values are corrected for being several: over all segments and variants.",
        "type": "string"
      },
      "segments": {
        "description": "The largest first; beyond 12, the rest is one.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/Segment"
        }
      },
      "at_ms": {
        "description": "When this was computed, milliseconds since the Unix epoch.",
        "type": "number"
      }
    },
    "additionalProperties": false
  },
  "GetExperimentRequest": {
    "type": "object",
    "description": "An experiment wanted.",
    "properties": {
      "key": {
        "description": "Its key.",
        "type": "string"
      }
    },
    "additionalProperties": false
  },
  "GetExperimentResponse": {
    "type": "object",
    "description": "An experiment.",
    "properties": {
      "experiment": {
        "description": "The experiment.",
        "$ref": "#/components/schemas/Experiment"
      }
    },
    "additionalProperties": false
  },
  "GetGradesRequest": {
    "type": "object",
    "description": "A query of a judgment set.",
    "properties": {
      "key": {
        "description": "Key of the set.",
        "type": "string"
      },
      "query": {
        "description": "The shopper's words. Case, surrounding and repeated space do not matter.",
        "type": "string"
      }
    },
    "additionalProperties": false
  },
  "GetGradesResponse": {
    "type": "object",
    "description": "Its grades.",
    "properties": {
      "grades": {
        "description": "The grades.",
        "$ref": "#/components/schemas/QueryGrades"
      }
    },
    "additionalProperties": false
  },
  "GetModelRequest": {
    "type": "object",
    "description": "A model wanted.",
    "properties": {
      "name": {
        "description": "Its name.",
        "type": "string"
      }
    },
    "additionalProperties": false
  },
  "GetModelResponse": {
    "type": "object",
    "description": "A model.",
    "properties": {
      "model": {
        "description": "The model.",
        "$ref": "#/components/schemas/RegisteredModel"
      },
      "history": {
        "description": "Newest first.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/ModelChange"
        }
      }
    },
    "additionalProperties": false
  },
  "GetModelVersionRequest": {
    "type": "object",
    "description": "A version wanted.",
    "properties": {
      "name": {
        "description": "Name of the model.",
        "type": "string"
      },
      "version": {
        "description": "A version, or the state `champion` or `shadow`.",
        "type": "string"
      },
      "against": {
        "description": "Version to compare its metrics with; empty for the one before it.",
        "type": "string"
      }
    },
    "additionalProperties": false
  },
  "GetModelVersionResponse": {
    "type": "object",
    "description": "A version.",
    "properties": {
      "name": {
        "description": "Name of the model.",
        "type": "string"
      },
      "kind": {
        "description": "`encoder`, `ranker`, `cross-encoder` or `blend`; empty where the manifest is not valid.",
        "type": "string"
      },
      "version": {
        "description": "The version.",
        "$ref": "#/components/schemas/ModelVersion"
      },
      "manifest": {
        "description": "Its manifest as it stands in its folder; absent where it is not valid.",
        "type": "object",
        "additionalProperties": true
      },
      "card": {
        "description": "Its card, Markdown; empty where it has none.",
        "type": "string"
      },
      "against": {
        "description": "Version that the metrics are compared with; empty where there is none.",
        "type": "string"
      },
      "metrics": {
        "description": "What was measured of it, by set and metric.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/ModelMetric"
        }
      },
      "gate": {
        "description": "What it had to reach to be published.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/ModelGateCheck"
        }
      },
      "files": {
        "description": "Its files, by name.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/ModelFile"
        }
      }
    },
    "additionalProperties": false
  },
  "GetPlanRequest": {
    "type": "object",
    "description": "The base Plan wanted.",
    "properties": {},
    "additionalProperties": false
  },
  "GetPlanResponse": {
    "type": "object",
    "description": "The base Plan.",
    "properties": {
      "plan": {
        "description": "As it is in force.",
        "$ref": "#/components/schemas/BasePlan"
      }
    },
    "additionalProperties": false
  },
  "GetQueryRequest": {
    "type": "object",
    "description": "Which query is asked for.",
    "properties": {
      "query": {
        "description": "As `QueryStats.query`, or as a shopper wrote it.",
        "type": "string"
      },
      "from_ms": {
        "description": "As in `ListQueriesRequest`.",
        "type": "number"
      },
      "to_ms": {
        "description": "As in `ListQueriesRequest`.",
        "type": "number"
      },
      "simulated": {
        "description": "As in `ListQueriesRequest`.",
        "type": "boolean"
      },
      "utc_offset_minutes": {
        "description": "How far the clock of the reader's zone is ahead of UTC, minutes, -840 to 840: days begin at its midnight. Default 0.",
        "type": "integer",
        "minimum": -2147483648,
        "maximum": 2147483647
      },
      "products": {
        "description": "Most products, 1 to 200. Default 20.",
        "type": "integer",
        "minimum": -2147483648,
        "maximum": 2147483647
      }
    },
    "additionalProperties": false
  },
  "GetQueryResponse": {
    "type": "object",
    "description": "One query in detail.",
    "properties": {
      "stats": {
        "description": "Over the whole span.",
        "$ref": "#/components/schemas/QueryStats"
      },
      "steps": {
        "description": "Steps of time with a search, in order.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/QueryStep"
        }
      },
      "step_ms": {
        "description": "Length of a step, ms: a minute, an hour or a day, by the length of the span.",
        "type": "number"
      },
      "products": {
        "description": "Products that were clicked, put into the cart or bought, the most clicked first.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/QueryProduct"
        }
      },
      "positions": {
        "description": "The first 20 positions with an impression or a click.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/QueryPosition"
        }
      },
      "spellings": {
        "description": "How shoppers wrote it, the most frequent first, at most 5.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/QuerySpelling"
        }
      },
      "from_ms": {
        "description": "The span that was looked at, milliseconds since the Unix epoch.",
        "type": "number"
      },
      "to_ms": {
        "description": "Its end.",
        "type": "number"
      }
    },
    "additionalProperties": false
  },
  "GetQueryRunRequest": {
    "type": "object",
    "description": "A run to read.",
    "properties": {
      "id": {
        "description": "Its id.",
        "type": "string"
      }
    },
    "additionalProperties": false
  },
  "GetQueryRunResponse": {
    "type": "object",
    "description": "One run.",
    "properties": {
      "run": {
        "description": "The run.",
        "$ref": "#/components/schemas/QueryRun"
      },
      "queries": {
        "description": "Once it is done: each query of the set, those without grades at the end.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/RunQuery"
        }
      }
    },
    "additionalProperties": false
  },
  "GetQuerySetRequest": {
    "type": "object",
    "description": "A set to read.",
    "properties": {
      "key": {
        "description": "Key of the set.",
        "type": "string"
      }
    },
    "additionalProperties": false
  },
  "GetQuerySetResponse": {
    "type": "object",
    "description": "A set with its queries.",
    "properties": {
      "query_set": {
        "description": "The set.",
        "$ref": "#/components/schemas/QuerySet"
      },
      "queries": {
        "description": "By their words.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/SetQuery"
        }
      }
    },
    "additionalProperties": false
  },
  "GetRequest": {
    "type": "object",
    "description": "Products wanted.",
    "properties": {
      "ids": {
        "description": "1 to 1,000 ids.",
        "type": "array",
        "items": {
          "type": "string"
        }
      }
    },
    "additionalProperties": false
  },
  "GetResponse": {
    "type": "object",
    "description": "Products by id.",
    "properties": {
      "products": {
        "description": "Those found, in the order of the request.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/StoredProduct"
        }
      },
      "missing": {
        "description": "Ids that are not there.",
        "type": "array",
        "items": {
          "type": "string"
        }
      }
    },
    "additionalProperties": false
  },
  "GetResultsRequest": {
    "type": "object",
    "description": "Results wanted.",
    "properties": {
      "key": {
        "description": "Key of the experiment.",
        "type": "string"
      },
      "phase": {
        "description": "Default: the phase in force.",
        "type": "integer",
        "minimum": -2147483648,
        "maximum": 2147483647
      },
      "triggered": {
        "description": "Only units that were shown what differs, from that moment on.",
        "type": "boolean"
      },
      "keep_bots": {
        "description": "Keep declared robots and units of robotic speed, which are left out otherwise.",
        "type": "boolean"
      },
      "keep_outliers": {
        "description": "Keep outlier units as they are: no winsorising.",
        "type": "boolean"
      },
      "currency": {
        "description": "Only this currency's revenue, or all revenue converted to it where `rates` are given. ISO 4217.",
        "type": "string"
      },
      "rates": {
        "description": "Units of `currency` that one unit of another buys.",
        "type": "object",
        "additionalProperties": {
          "type": "number"
        }
      },
      "until_ms": {
        "description": "Only events before this, milliseconds since the Unix epoch. Default: now.",
        "type": "number"
      }
    },
    "additionalProperties": false
  },
  "GetResultsResponse": {
    "type": "object",
    "description": "What an experiment has shown.",
    "properties": {
      "experiment": {
        "description": "Key of the experiment.",
        "type": "string"
      },
      "phase": {
        "description": "Phase that was analysed.",
        "type": "integer",
        "minimum": -2147483648,
        "maximum": 2147483647
      },
      "variants": {
        "description": "In the order of the definition; the first is the control.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/VariantUnits"
        }
      },
      "sample_ratio": {
        "description": "Whether the units were split as they should have been.",
        "$ref": "#/components/schemas/SampleRatio"
      },
      "metrics": {
        "description": "The primary metric first, then secondary ones and guardrails.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/MetricResult"
        }
      },
      "recommendation": {
        "description": "What to do, and why.",
        "$ref": "#/components/schemas/Recommendation"
      },
      "at_ms": {
        "description": "When this was computed, milliseconds since the Unix epoch.",
        "type": "number"
      },
      "left_out": {
        "description": "Units that were left out.",
        "$ref": "#/components/schemas/LeftOut"
      },
      "exposure": {
        "description": "Whether the variants came to work for the same share of their units.",
        "$ref": "#/components/schemas/SampleRatio"
      },
      "preference": {
        "description": "Of an interleaved experiment: which ranking was preferred. `variants` then has one row, `interleaved`, and there are no metrics.",
        "$ref": "#/components/schemas/Preference"
      },
      "batches": {
        "description": "Where weights follow results: every batch, the first first. All values and comparisons are then corrected for the weights that each unit was drawn with.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/Batch"
        }
      }
    },
    "additionalProperties": false
  },
  "GetRuleRequest": {
    "type": "object",
    "description": "A rule wanted.",
    "properties": {
      "key": {
        "description": "Its key.",
        "type": "string"
      }
    },
    "additionalProperties": false
  },
  "GetRuleResponse": {
    "type": "object",
    "description": "A rule.",
    "properties": {
      "rule": {
        "description": "The rule.",
        "$ref": "#/components/schemas/KeptRule"
      }
    },
    "additionalProperties": false
  },
  "GetSimulationRequest": {
    "type": "object",
    "description": "Nothing is needed.",
    "properties": {},
    "additionalProperties": false
  },
  "GetSimulationResponse": {
    "type": "object",
    "description": "How it stands.",
    "properties": {
      "simulation": {
        "description": "The one that runs, or the last one.",
        "$ref": "#/components/schemas/Simulation"
      }
    },
    "additionalProperties": false
  },
  "GetStatesRequest": {
    "type": "object",
    "description": "Products whose states are wanted.",
    "properties": {
      "ids": {
        "description": "1 to 1,000 ids.",
        "type": "array",
        "items": {
          "type": "string"
        }
      }
    },
    "additionalProperties": false
  },
  "GetStatesResponse": {
    "type": "object",
    "description": "States of products as parallel lists, in the order of the request.",
    "properties": {
      "states": {
        "description": "Empty where there is no such product. Else, little-endian: price, stock, rating, number of ratings, popularity and release date (ms since the Unix epoch) as float64, NaN where unknown; then as uint32 the number of fields, where each field ends in the tokens, the hash of the brand, the number of category levels, their hashes, and the tokens.",
        "type": "array",
        "items": {
          "type": "string",
          "contentEncoding": "base64"
        }
      },
      "versions": {
        "description": "Version of each product, as `StoredProduct` has it; 0 where there is none.",
        "type": "array",
        "items": {
          "type": "integer",
          "minimum": -9007199254740991,
          "maximum": 9007199254740991
        }
      }
    },
    "additionalProperties": false
  },
  "GetSystemRequest": {
    "type": "object",
    "description": "Nothing to say.",
    "properties": {},
    "additionalProperties": false
  },
  "GetSystemResponse": {
    "type": "object",
    "description": "One process, now.",
    "properties": {
      "as_of_ms": {
        "description": "When this was so, ms since the Unix epoch.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "process": {
        "description": "The process itself.",
        "$ref": "#/components/schemas/ProcessFacts"
      },
      "recent": {
        "description": "Its searches of the last minutes.",
        "$ref": "#/components/schemas/SearchWindow"
      },
      "since_start": {
        "description": "Its searches since it started.",
        "$ref": "#/components/schemas/SearchWindow"
      },
      "inference": {
        "description": "Work that waits for a core. Absent where no model runs in this process.",
        "$ref": "#/components/schemas/InferenceLoad"
      },
      "catalogue": {
        "description": "What can be found. Absent where the process has no index.",
        "$ref": "#/components/schemas/CatalogueFacts"
      },
      "models": {
        "description": "Models of the base Plan.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/ServedModel"
        }
      },
      "remote_stages": {
        "description": "Stages that other processes have.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/RemoteStage"
        }
      },
      "faults": {
        "description": "What failed without failing a search, the latest first, one a part.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/SystemFault"
        }
      },
      "grafana_url": {
        "description": "Dashboard of the whole installation. Empty where none is configured.",
        "type": "string"
      }
    },
    "additionalProperties": false
  },
  "GetTimelineRequest": {
    "type": "object",
    "description": "The course of a comparison wanted.",
    "properties": {
      "key": {
        "description": "Key of the experiment.",
        "type": "string"
      },
      "phase": {
        "description": "Default: the phase in force.",
        "type": "integer",
        "minimum": -2147483648,
        "maximum": 2147483647
      },
      "triggered": {
        "description": "As of `GetResultsRequest`.",
        "type": "boolean"
      },
      "metric": {
        "description": "Default: the primary metric. Without meaning for an interleaved experiment.",
        "type": "string"
      },
      "currency": {
        "description": "As of `GetResultsRequest`.",
        "type": "string"
      },
      "steps": {
        "description": "Most steps, 2 to 60. Default: 30.",
        "type": "integer",
        "minimum": -2147483648,
        "maximum": 2147483647
      }
    },
    "additionalProperties": false
  },
  "GetTimelineResponse": {
    "type": "object",
    "description": "The course of a comparison.",
    "properties": {
      "metric": {
        "description": "Key of the metric; empty for an interleaved experiment.",
        "type": "string"
      },
      "better": {
        "description": "`higher` or `lower` is better.",
        "type": "string"
      },
      "step_ms": {
        "description": "Length of a step, milliseconds.",
        "type": "number"
      },
      "points": {
        "description": "The first first; the last is now, or when the phase ended.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/TimelinePoint"
        }
      }
    },
    "additionalProperties": false
  },
  "Grade": {
    "type": "object",
    "description": "How good one product is for a query.",
    "properties": {
      "product_id": {
        "description": "Id of the product.",
        "type": "string"
      },
      "grade": {
        "description": "0 not at all, 1 somewhat, 2 good, 3 exactly what was wanted; files may bring up to 9.",
        "type": "integer",
        "minimum": -2147483648,
        "maximum": 2147483647
      },
      "author": {
        "description": "Who said so.",
        "type": "string"
      },
      "at_ms": {
        "description": "When, ms since 1970.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      }
    },
    "additionalProperties": false
  },
  "GradeChange": {
    "type": "object",
    "description": "One grade to give or to take back.",
    "properties": {
      "product_id": {
        "description": "Id of the product.",
        "type": "string"
      },
      "grade": {
        "description": "0 to 9. Absent: the grade is taken back.",
        "type": "integer",
        "minimum": -2147483648,
        "maximum": 2147483647
      }
    },
    "additionalProperties": false
  },
  "HiddenProducts": {
    "type": "object",
    "description": "Products to leave out.",
    "properties": {
      "ids": {
        "description": "Those with one of these ids.",
        "type": "array",
        "items": {
          "type": "string"
        }
      },
      "filters": {
        "description": "Those that pass all of these, where there are any.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/Filter"
        }
      }
    },
    "additionalProperties": false
  },
  "Highlight": {
    "type": "object",
    "description": "Where the words that the search matched stand in one field of a product. A word is matched as the search matched it: whatever its ending, case and accents, as a synonym, as what a mistyped word was read as, or as begun by the last one. Looked at are the first 50,000 UTF-16 units of a field and 1,000,000 of a page.",
    "properties": {
      "field": {
        "description": "As in the request.",
        "type": "string"
      },
      "fragments": {
        "description": "In the order of the text.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/Fragment"
        }
      }
    },
    "additionalProperties": false
  },
  "HighlightedField": {
    "type": "object",
    "description": "A field to show matched words of.",
    "properties": {
      "field": {
        "description": "`title`, `brand` or a text field of the catalogue, e.g. `description`.",
        "type": "string"
      },
      "fragments": {
        "description": "At most this many pieces of its text, 0 to 20: those that match most of the query. 0: the whole text, to 10,000 UTF-16 units. Default: 0 for `title` and `brand`, else 3.",
        "type": "integer",
        "minimum": -2147483648,
        "maximum": 2147483647
      },
      "fragment_size": {
        "description": "Longest piece in UTF-16 units, 20 to 1,000. It ends at line breaks or between words; only a matched word that is longer itself is shown whole. Default 120.",
        "type": "integer",
        "minimum": -2147483648,
        "maximum": 2147483647
      }
    },
    "additionalProperties": false
  },
  "Highlighting": {
    "type": "object",
    "description": "Where to show the words that a search matched.",
    "properties": {
      "fields": {
        "description": "At most 32, each field once. None: the title and every text field of the catalogue, with the defaults.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/HighlightedField"
        }
      },
      "pre_tag": {
        "description": "Written before each matched word in `Fragment.html`, as it stands: at most 64 characters. Default `<em>`.",
        "type": "string"
      },
      "post_tag": {
        "description": "Written after each. Default `</em>`.",
        "type": "string"
      }
    },
    "additionalProperties": false
  },
  "ImportJudgmentsRequest": {
    "type": "object",
    "description": "Files to take over.",
    "properties": {
      "key": {
        "description": "Key of the set.",
        "type": "string"
      },
      "qrels": {
        "description": "Judgments as TREC qrels (`query 0 document grade`) or BEIR's columns (`query-id`, `corpus-id`, `score`).",
        "type": "string"
      },
      "queries": {
        "description": "The words of its queries: JSON Lines with `_id` and `text`, or lines of id, tab, text. Empty: those of `query_set`.",
        "type": "string"
      },
      "query_set": {
        "description": "Key of a query set whose ids the judgments use.",
        "type": "string"
      },
      "author": {
        "description": "Who takes them over.",
        "type": "string"
      }
    },
    "additionalProperties": false
  },
  "ImportJudgmentsResponse": {
    "type": "object",
    "description": "What was taken over. A grade that was there is replaced.",
    "properties": {
      "queries": {
        "description": "Queries that were written.",
        "type": "integer",
        "minimum": -2147483648,
        "maximum": 2147483647
      },
      "grades": {
        "description": "Grades that were written.",
        "type": "integer",
        "minimum": -2147483648,
        "maximum": 2147483647
      },
      "unknown": {
        "description": "Ids of judged queries whose words are not known, left out: the first 20.",
        "type": "array",
        "items": {
          "type": "string"
        }
      }
    },
    "additionalProperties": false
  },
  "IndexedField": {
    "type": "object",
    "description": "One indexed text field.",
    "properties": {
      "name": {
        "description": "Name, as in `Product.text`, or `title`, `brand`, `category`, `attributes`.",
        "type": "string"
      },
      "boost": {
        "description": "Weight in the lexical score.",
        "type": "number"
      }
    },
    "additionalProperties": false
  },
  "InferenceLoad": {
    "type": "object",
    "description": "The models' share of the cores.",
    "properties": {
      "running": {
        "description": "Pieces of work that run.",
        "type": "integer",
        "minimum": -2147483648,
        "maximum": 2147483647
      },
      "queued": {
        "description": "Pieces of work that wait.",
        "type": "integer",
        "minimum": -2147483648,
        "maximum": 2147483647
      },
      "completed": {
        "description": "Pieces of work done over the last minutes.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "dropped": {
        "description": "Pieces of work dropped over the last minutes without having been begun.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "wait_ms": {
        "description": "How long a piece of work waited over the last minutes, on average, ms.",
        "type": "number"
      }
    },
    "additionalProperties": false
  },
  "Interval": {
    "type": "object",
    "description": "An interval. Unbounded ends are left out.",
    "properties": {
      "low": {
        "description": "Lower end.",
        "type": "number"
      },
      "high": {
        "description": "Upper end.",
        "type": "number"
      }
    },
    "additionalProperties": false
  },
  "JudgmentSet": {
    "type": "object",
    "description": "Grades of products for queries.",
    "properties": {
      "key": {
        "description": "Names it for good: small letters, digits and hyphens.",
        "type": "string"
      },
      "name": {
        "description": "For people.",
        "type": "string"
      },
      "queries": {
        "description": "Queries with at least one grade.",
        "type": "integer",
        "minimum": -2147483648,
        "maximum": 2147483647
      },
      "grades": {
        "description": "Grades of all queries.",
        "type": "integer",
        "minimum": -2147483648,
        "maximum": 2147483647
      },
      "created_at_ms": {
        "description": "When it was begun, ms since 1970.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      }
    },
    "additionalProperties": false
  },
  "KeptRule": {
    "type": "object",
    "description": "A rule as it is kept.",
    "properties": {
      "rule": {
        "description": "As written, every default filled in.",
        "$ref": "#/components/schemas/Rule"
      },
      "version": {
        "description": "Of the last change; a change names the version that it was made from.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "status": {
        "description": "`active`, `scheduled`, `ended`, `draft` or `off`: what follows from its state and its dates now.",
        "type": "string"
      },
      "updated_at_ms": {
        "description": "Of the last change, milliseconds since the Unix epoch.",
        "type": "number"
      },
      "updated_by": {
        "description": "Who made it.",
        "type": "string"
      },
      "warnings": {
        "description": "What is worth knowing and no error: other rules that act on the same products of the same searches.",
        "type": "array",
        "items": {
          "type": "string"
        }
      }
    },
    "additionalProperties": false
  },
  "Latency": {
    "type": "object",
    "description": "How long something took, ms. All zero where it never happened.",
    "properties": {
      "count": {
        "description": "How often it was timed.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "p50_ms": {
        "description": "Half of the times are below it.",
        "type": "number"
      },
      "p95_ms": {
        "description": "95 of 100 are.",
        "type": "number"
      },
      "p99_ms": {
        "description": "99 of 100 are.",
        "type": "number"
      }
    },
    "additionalProperties": false
  },
  "LeftOut": {
    "type": "object",
    "description": "Units that no result counts.",
    "properties": {
      "crossed": {
        "description": "They saw more than one variant of the phase.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "bots": {
        "description": "Robots: declared, or of robotic speed.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "outliers": {
        "description": "Outliers: far more events or purchases than a shopper has.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      }
    },
    "additionalProperties": false
  },
  "ListChangesRequest": {
    "type": "object",
    "description": "Changes wanted.",
    "properties": {
      "key": {
        "description": "Key of the experiment.",
        "type": "string"
      }
    },
    "additionalProperties": false
  },
  "ListChangesResponse": {
    "type": "object",
    "description": "Changes.",
    "properties": {
      "changes": {
        "description": "Newest first.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/Change"
        }
      }
    },
    "additionalProperties": false
  },
  "ListComparisonsRequest": {
    "type": "object",
    "description": "Comparisons wanted.",
    "properties": {},
    "additionalProperties": false
  },
  "ListComparisonsResponse": {
    "type": "object",
    "description": "Comparisons.",
    "properties": {
      "comparisons": {
        "description": "The running ones first, then the newest.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/ShadowComparison"
        }
      }
    },
    "additionalProperties": false
  },
  "ListExperimentsRequest": {
    "type": "object",
    "description": "Experiments wanted.",
    "properties": {
      "state": {
        "description": "Only those in this state; empty wants all but the archived ones.",
        "type": "string"
      }
    },
    "additionalProperties": false
  },
  "ListExperimentsResponse": {
    "type": "object",
    "description": "Experiments.",
    "properties": {
      "experiments": {
        "description": "Newest first.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/Experiment"
        }
      }
    },
    "additionalProperties": false
  },
  "ListJudgmentSetsRequest": {
    "type": "object",
    "description": "All of them.",
    "properties": {},
    "additionalProperties": false
  },
  "ListJudgmentSetsResponse": {
    "type": "object",
    "description": "All of them.",
    "properties": {
      "judgment_sets": {
        "description": "By key.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/JudgmentSet"
        }
      }
    },
    "additionalProperties": false
  },
  "ListMetricsRequest": {
    "type": "object",
    "description": "Metrics wanted.",
    "properties": {},
    "additionalProperties": false
  },
  "ListMetricsResponse": {
    "type": "object",
    "description": "Metrics.",
    "properties": {
      "metrics": {
        "description": "By key.",
        "type": "array",
        "items": {
          "type": "object",
          "additionalProperties": true
        }
      }
    },
    "additionalProperties": false
  },
  "ListModelsRequest": {
    "type": "object",
    "description": "Models wanted.",
    "properties": {},
    "additionalProperties": false
  },
  "ListModelsResponse": {
    "type": "object",
    "description": "Models.",
    "properties": {
      "models": {
        "description": "By name.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/RegisteredModel"
        }
      }
    },
    "additionalProperties": false
  },
  "ListPlanChangesRequest": {
    "type": "object",
    "description": "Changes wanted.",
    "properties": {},
    "additionalProperties": false
  },
  "ListPlanChangesResponse": {
    "type": "object",
    "description": "Changes.",
    "properties": {
      "changes": {
        "description": "Newest first.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/PlanChange"
        }
      }
    },
    "additionalProperties": false
  },
  "ListQueriesRequest": {
    "type": "object",
    "description": "Which queries are asked for.",
    "properties": {
      "kind": {
        "description": "`top` (default), `trending`, `zero_result`, `zero_click`, `slow` or `degrading`; see docs/queries.md.",
        "type": "string"
      },
      "from_ms": {
        "description": "Searches from this time on, milliseconds since the Unix epoch. Default: seven days before `to_ms`.",
        "type": "number"
      },
      "to_ms": {
        "description": "Searches before this time. Default: now.",
        "type": "number"
      },
      "contains": {
        "description": "Only queries that contain this text.",
        "type": "string"
      },
      "min_searches": {
        "description": "Searches that a query needs to be `trending`, `zero_click` or `slow`, 1 to 1,000,000. Default 5.",
        "type": "integer",
        "minimum": -2147483648,
        "maximum": 2147483647
      },
      "simulated": {
        "description": "False leaves out what simulated shoppers searched for. Default true.",
        "type": "boolean"
      },
      "limit": {
        "description": "Most queries of an answer, 1 to 1,000. Default 50.",
        "type": "integer",
        "minimum": -2147483648,
        "maximum": 2147483647
      },
      "cursor": {
        "description": "`next_cursor` of the answer before: it keeps that answer's span of time.",
        "type": "string"
      }
    },
    "additionalProperties": false
  },
  "ListQueriesResponse": {
    "type": "object",
    "description": "Queries of one kind.",
    "properties": {
      "queries": {
        "description": "In the order of the kind.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/QueryStats"
        }
      },
      "all": {
        "description": "All searches of the span whose words are kept, together; its `query` is empty.",
        "$ref": "#/components/schemas/QueryStats"
      },
      "different_queries": {
        "description": "Different queries of the span.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "counts": {
        "description": "Queries by kind.",
        "type": "object",
        "additionalProperties": {
          "type": "integer",
          "minimum": -9007199254740991,
          "maximum": 9007199254740991
        }
      },
      "without_words": {
        "description": "Searches whose words are not kept; they are in no query.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "robots": {
        "description": "Searches that were left out as robots'.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "simulated": {
        "description": "Searches of simulated shoppers, whether they were left out or not.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "keeps_words": {
        "description": "Whether the words of new searches are kept (`events.keep_queries`).",
        "type": "boolean"
      },
      "from_ms": {
        "description": "The span that was looked at, milliseconds since the Unix epoch.",
        "type": "number"
      },
      "to_ms": {
        "description": "Its end.",
        "type": "number"
      },
      "next_cursor": {
        "description": "For the next page; empty on the last.",
        "type": "string"
      }
    },
    "additionalProperties": false
  },
  "ListQueryRunsRequest": {
    "type": "object",
    "description": "Runs to list.",
    "properties": {
      "key": {
        "description": "Key of the query set.",
        "type": "string"
      }
    },
    "additionalProperties": false
  },
  "ListQueryRunsResponse": {
    "type": "object",
    "description": "Runs of a set.",
    "properties": {
      "runs": {
        "description": "Newest first, without their queries.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/QueryRun"
        }
      }
    },
    "additionalProperties": false
  },
  "ListQuerySetsRequest": {
    "type": "object",
    "description": "All of them.",
    "properties": {},
    "additionalProperties": false
  },
  "ListQuerySetsResponse": {
    "type": "object",
    "description": "All of them.",
    "properties": {
      "query_sets": {
        "description": "By key.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/QuerySet"
        }
      }
    },
    "additionalProperties": false
  },
  "ListRuleChangesRequest": {
    "type": "object",
    "description": "Changes wanted.",
    "properties": {
      "key": {
        "description": "Key of the rule.",
        "type": "string"
      }
    },
    "additionalProperties": false
  },
  "ListRuleChangesResponse": {
    "type": "object",
    "description": "Changes.",
    "properties": {
      "changes": {
        "description": "Newest first.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/RuleChange"
        }
      }
    },
    "additionalProperties": false
  },
  "ListRulesRequest": {
    "type": "object",
    "description": "Rules wanted.",
    "properties": {},
    "additionalProperties": false
  },
  "ListRulesResponse": {
    "type": "object",
    "description": "Rules.",
    "properties": {
      "rules": {
        "description": "By key.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/KeptRule"
        }
      }
    },
    "additionalProperties": false
  },
  "MeasureDifference": {
    "type": "object",
    "description": "The second Plan less the first in one measure.",
    "properties": {
      "measure": {
        "description": "As it is called in Measures.",
        "type": "string"
      },
      "difference": {
        "description": "Mean of the differences, query by query.",
        "type": "number"
      },
      "low": {
        "description": "Bounds of its 95 % confidence interval; absent with fewer than two queries.",
        "type": "number"
      },
      "high": {
        "description": "See `low`.",
        "type": "number"
      },
      "p": {
        "description": "Two-sided p-value of the paired t-test; absent with fewer than two queries.",
        "type": "number"
      },
      "p_randomisation": {
        "description": "Of Fisher's paired randomisation test.",
        "type": "number"
      },
      "better": {
        "description": "Queries that the second does better.",
        "type": "integer",
        "minimum": -2147483648,
        "maximum": 2147483647
      },
      "worse": {
        "description": "Queries that the second does worse.",
        "type": "integer",
        "minimum": -2147483648,
        "maximum": 2147483647
      },
      "equal": {
        "description": "Queries that both do alike.",
        "type": "integer",
        "minimum": -2147483648,
        "maximum": 2147483647
      }
    },
    "additionalProperties": false
  },
  "Measures": {
    "type": "object",
    "description": "How well a ranking agrees with the judgments; all are 0 to 1.",
    "properties": {
      "ndcg_at_10": {
        "description": "NDCG of the first ten, with gain 2^grade - 1, as `weir eval` computes it. What has no grade counts as 0.",
        "type": "number"
      },
      "mrr_at_10": {
        "description": "One by the rank of the first product with a grade above 0, 0 where it is not among the first ten.",
        "type": "number"
      },
      "recall_at_100": {
        "description": "Share of the products with a grade above 0 that are among the first hundred.",
        "type": "number"
      },
      "unjudged_at_10": {
        "description": "Share of the first ten that nobody has judged: the larger, the less the others say.",
        "type": "number"
      }
    },
    "additionalProperties": false
  },
  "MetricResult": {
    "type": "object",
    "description": "One metric over all variants.",
    "properties": {
      "metric": {
        "description": "Its key.",
        "type": "string"
      },
      "role": {
        "description": "`primary`, `secondary` or `guardrail`.",
        "type": "string"
      },
      "kind": {
        "description": "`count`, `sum`, `proportion`, `ratio` or `quantile`.",
        "type": "string"
      },
      "better": {
        "description": "`higher` or `lower` is better.",
        "type": "string"
      },
      "variants": {
        "description": "In the order of the definition; the control has no comparison.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/VariantMetric"
        }
      },
      "margin": {
        "description": "For a guardrail: the relative change for the worse that is tolerated.",
        "type": "number"
      }
    },
    "additionalProperties": false
  },
  "ModelChange": {
    "type": "object",
    "description": "A change of a version's state.",
    "properties": {
      "at_ms": {
        "description": "Ms since 1970.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "action": {
        "description": "`promote` or `rollback`.",
        "type": "string"
      },
      "version": {
        "description": "Version that got another state.",
        "type": "string"
      },
      "from": {
        "description": "State before.",
        "type": "string"
      },
      "to": {
        "description": "State since.",
        "type": "string"
      },
      "replaced": {
        "description": "Version that had the new state until then; empty if none.",
        "type": "string"
      },
      "author": {
        "description": "Who.",
        "type": "string"
      },
      "reason": {
        "description": "Why.",
        "type": "string"
      }
    },
    "additionalProperties": false
  },
  "ModelFile": {
    "type": "object",
    "description": "A file of a version.",
    "properties": {
      "path": {
        "description": "Name beside the manifest.",
        "type": "string"
      },
      "bytes": {
        "description": "Size that the manifest says.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "sha256": {
        "description": "Checksum that the manifest says, hexadecimal.",
        "type": "string"
      }
    },
    "additionalProperties": false
  },
  "ModelFileVerdict": {
    "type": "object",
    "description": "What a file is found to be.",
    "properties": {
      "path": {
        "description": "Name beside the manifest.",
        "type": "string"
      },
      "ok": {
        "description": "Whether it is what the manifest says.",
        "type": "boolean"
      },
      "error": {
        "description": "What is wrong with it; empty where all is well.",
        "type": "string"
      }
    },
    "additionalProperties": false
  },
  "ModelGateCheck": {
    "type": "object",
    "description": "One thing that a gate measured.",
    "properties": {
      "name": {
        "description": "What.",
        "type": "string"
      },
      "value": {
        "description": "How much.",
        "type": "number"
      },
      "at_least": {
        "description": "Least that passes.",
        "type": "number"
      },
      "at_most": {
        "description": "Most that passes.",
        "type": "number"
      },
      "passed": {
        "description": "Whether it did.",
        "type": "boolean"
      }
    },
    "additionalProperties": false
  },
  "ModelLatency": {
    "type": "object",
    "description": "Time of the last calls of a model, waiting for a free thread included.",
    "properties": {
      "per": {
        "description": "What one call is, e.g. `query`, `search` or `window`.",
        "type": "string"
      },
      "calls": {
        "description": "Calls that the quantiles are of, the last 1,000 at most.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "p50_ms": {
        "description": "Median, ms.",
        "type": "number"
      },
      "p95_ms": {
        "description": "95th percentile, ms.",
        "type": "number"
      }
    },
    "additionalProperties": false
  },
  "ModelMetric": {
    "type": "object",
    "description": "Something that was measured of a version.",
    "properties": {
      "key": {
        "description": "As the manifest calls it.",
        "type": "string"
      },
      "set": {
        "description": "Judged set that it was measured on, e.g. `esci retrieved`; empty for what is of no set.",
        "type": "string"
      },
      "metric": {
        "description": "What was measured, e.g. `NDCG@10`.",
        "type": "string"
      },
      "value": {
        "description": "Absent where only the other version has it.",
        "type": "number"
      },
      "before": {
        "description": "Of the other version; absent where it has none.",
        "type": "number"
      },
      "better": {
        "description": "`up` or `down`: which way is better.",
        "type": "string"
      }
    },
    "additionalProperties": false
  },
  "ModelPlace": {
    "type": "object",
    "description": "A place of the base Plan and the model in it.",
    "properties": {
      "setting": {
        "description": "`retrieval.encoder`, `ranker.model`, `reranker.model` or `reranker.blend`.",
        "type": "string"
      },
      "named": {
        "description": "As the Plan was written: name@version, or the version that has a state, as name@champion.",
        "type": "string"
      },
      "serving": {
        "description": "Whether it answers searches. False where it was promoted but cannot be served.",
        "type": "boolean"
      },
      "cause": {
        "description": "Why it does not, and what to do; empty where it does.",
        "type": "string"
      }
    },
    "additionalProperties": false
  },
  "ModelVersion": {
    "type": "object",
    "description": "One version of a model.",
    "properties": {
      "version": {
        "description": "As its folder is called, e.g. 1.2.0.",
        "type": "string"
      },
      "state": {
        "description": "`candidate`, `shadow` or `champion`.",
        "type": "string"
      },
      "error": {
        "description": "Why its manifest is not valid; empty where all is well. The fields below it are then empty.",
        "type": "string"
      },
      "description": {
        "description": "What it is, in a sentence.",
        "type": "string"
      },
      "licence": {
        "description": "SPDX.",
        "type": "string"
      },
      "created": {
        "description": "Day on which it was made, e.g. 2026-01-31.",
        "type": "string"
      },
      "bytes": {
        "description": "Of all files together.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "trained_on": {
        "description": "Judged or generated sets that its weights have learnt from.",
        "type": "array",
        "items": {
          "type": "string"
        }
      },
      "gate_passed": {
        "description": "Whether its gate passed: only then can it become champion.",
        "type": "boolean"
      },
      "loaded": {
        "description": "Whether it is loaded in the process that answers.",
        "type": "boolean"
      },
      "places": {
        "description": "Where the base Plan names it, or names a state that stands for it.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/ModelPlace"
        }
      },
      "latency": {
        "description": "How long a call of it takes in the process that answers; absent until there was one.",
        "$ref": "#/components/schemas/ModelLatency"
      }
    },
    "additionalProperties": false
  },
  "NamedPlan": {
    "type": "object",
    "description": "A partial Plan with a name for people.",
    "properties": {
      "name": {
        "description": "At most 60 characters.",
        "type": "string"
      },
      "plan": {
        "description": "Laid over the base Plan.",
        "type": "object",
        "additionalProperties": true
      }
    },
    "additionalProperties": false
  },
  "PatchRequest": {
    "type": "object",
    "description": "A part of a stream of changes.",
    "properties": {
      "patches": {
        "description": "1 to 1,000 changes, made in order. They are numbered over the whole stream.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/ProductPatch"
        }
      }
    },
    "additionalProperties": false
  },
  "PatchResponse": {
    "type": "object",
    "description": "What became of a stream of changes.",
    "properties": {
      "accepted": {
        "description": "Changes written.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "rejected": {
        "description": "Changes refused; at most 1,000 of them are named in `rejections`.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "versions": {
        "description": "One a change of the stream, in order: the product's version after it, or 0 where it was refused.",
        "type": "array",
        "items": {
          "type": "integer",
          "minimum": -9007199254740991,
          "maximum": 9007199254740991
        }
      },
      "rejections": {
        "description": "Changes refused, in the order of the stream.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/Rejection"
        }
      }
    },
    "additionalProperties": false
  },
  "PlanChange": {
    "type": "object",
    "description": "A change of the base Plan.",
    "properties": {
      "version": {
        "description": "That came of it.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "at_ms": {
        "description": "Milliseconds since the Unix epoch.",
        "type": "number"
      },
      "author": {
        "description": "Who.",
        "type": "string"
      },
      "action": {
        "description": "`update`, `restore` or `ship`.",
        "type": "string"
      },
      "reason": {
        "description": "Why, as given.",
        "type": "string"
      },
      "before": {
        "description": "`overrides` before; absent for the first change.",
        "type": "object",
        "additionalProperties": true
      },
      "after": {
        "description": "`overrides` after.",
        "type": "object",
        "additionalProperties": true
      }
    },
    "additionalProperties": false
  },
  "PlanMeasures": {
    "type": "object",
    "description": "What one Plan reached, on average over the judged queries.",
    "properties": {
      "name": {
        "description": "For people.",
        "type": "string"
      },
      "plan": {
        "description": "The partial Plan as it was given.",
        "type": "object",
        "additionalProperties": true
      },
      "whole_plan": {
        "description": "The whole Plan that searched.",
        "type": "object",
        "additionalProperties": true
      },
      "means": {
        "description": "Means; absent until the run is done.",
        "$ref": "#/components/schemas/Measures"
      },
      "p50_ms": {
        "description": "Half of the searches took at most this long, ms.",
        "type": "number"
      },
      "p95_ms": {
        "description": "95 in 100 of the searches took at most this long, ms.",
        "type": "number"
      },
      "degraded": {
        "description": "Searches in which a stage did not do all of its work.",
        "type": "integer",
        "minimum": -2147483648,
        "maximum": 2147483647
      }
    },
    "additionalProperties": false
  },
  "PlanSampleSizeRequest": {
    "type": "object",
    "description": "What is to be found, and how surely.",
    "properties": {
      "baseline": {
        "description": "Mean of the metric in the control: a share for a proportion.",
        "type": "number"
      },
      "effect": {
        "description": "Relative effect that is to be found: 0.05 is five percent.",
        "type": "number"
      },
      "standard_deviation": {
        "description": "Standard deviation a unit. Absent: the metric is a proportion.",
        "type": "number"
      },
      "alpha": {
        "description": "Default .05, two-sided.",
        "type": "number"
      },
      "power": {
        "description": "Default .8.",
        "type": "number"
      },
      "variants": {
        "description": "Variants, the control included. Default 2.",
        "type": "integer",
        "minimum": -2147483648,
        "maximum": 2147483647
      },
      "units_per_day": {
        "description": "Units that take part a day, all variants together, for the number of days. Absent: none is said.",
        "type": "number"
      }
    },
    "additionalProperties": false
  },
  "PlanSampleSizeResponse": {
    "type": "object",
    "description": "How much an experiment needs.",
    "properties": {
      "units_per_variant": {
        "description": "Units a variant.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "days": {
        "description": "Days, where the rate is given.",
        "type": "number"
      }
    },
    "additionalProperties": false
  },
  "PlanSetting": {
    "type": "object",
    "description": "One setting of a Plan.",
    "properties": {
      "path": {
        "description": "As a Plan spells it, e.g. `reranker.window`.",
        "type": "string"
      },
      "source": {
        "description": "`default`, `configuration` (`weir.yaml`, a variable or a flag) or `override`.",
        "type": "string"
      }
    },
    "additionalProperties": false
  },
  "Positions": {
    "type": "object",
    "description": "Position after each stage, from 1; absent where the product did not reach the stage.",
    "properties": {
      "retrieval": {
        "description": "After retrieval and fusion; absent for a product that only a rule brought.",
        "type": "integer",
        "minimum": -2147483648,
        "maximum": 2147483647
      },
      "ranker": {
        "description": "After the tree ensemble.",
        "type": "integer",
        "minimum": -2147483648,
        "maximum": 2147483647
      },
      "reranker": {
        "description": "After the cross-encoder.",
        "type": "integer",
        "minimum": -2147483648,
        "maximum": 2147483647
      }
    },
    "additionalProperties": false
  },
  "Preference": {
    "type": "object",
    "description": "Which of two rankings was preferred on pages that showed both.",
    "properties": {
      "control": {
        "description": "Key of the first variant.",
        "type": "string"
      },
      "challenger": {
        "description": "Key of the second.",
        "type": "string"
      },
      "units": {
        "description": "Units that saw such a page.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "impressions": {
        "description": "Pages that showed both rankings.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "wins": {
        "description": "Of them, pages with more clicked results of the challenger.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "losses": {
        "description": "Pages with more clicked results of the control.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "ties": {
        "description": "Pages with as many of either, most of them without a click.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "preference": {
        "description": "(`wins` - `losses`) / `impressions`, -1 to 1: above 0 where the challenger is preferred.",
        "type": "number"
      },
      "standard_error": {
        "description": "Standard error of `preference`, the unit being the cluster; 0 where it is not known yet.",
        "type": "number"
      },
      "fixed": {
        "description": "Confidence interval of `preference` at the experiment's level, valid if looked at once.",
        "$ref": "#/components/schemas/Interval"
      },
      "p_value": {
        "description": "P value of the paired t-test over units, valid if looked at once.",
        "type": "number"
      },
      "sign_p_value": {
        "description": "P value of the exact sign test over units: how many preferred which, not by how much.",
        "type": "number"
      },
      "sequential": {
        "description": "Confidence sequence: valid however often it is looked at.",
        "$ref": "#/components/schemas/Interval"
      },
      "sequential_p_value": {
        "description": "P value that is valid however often it is looked at.",
        "type": "number"
      },
      "significant": {
        "description": "`sequential_p_value` or `p_value`, whichever the experiment decides by, is below its level.",
        "type": "boolean"
      }
    },
    "additionalProperties": false
  },
  "PreviewTrafficRequest": {
    "type": "object",
    "description": "Traffic wanted.",
    "properties": {
      "targeting": {
        "description": "Condition on the attributes of a request; absent or {} matches everybody.",
        "type": "object",
        "additionalProperties": true
      },
      "unit": {
        "description": "`shopper` (default) or `session`.",
        "type": "string"
      },
      "metric": {
        "description": "Metric whose mean and deviation are wanted. Empty: none is. A built-in one or one of `custom`.",
        "type": "string"
      },
      "custom": {
        "description": "Metrics of the experiment's own, as its definition has them.",
        "type": "array",
        "items": {
          "type": "object",
          "additionalProperties": true
        }
      },
      "currency": {
        "description": "Only this currency's revenue. ISO 4217.",
        "type": "string"
      }
    },
    "additionalProperties": false
  },
  "PreviewTrafficResponse": {
    "type": "object",
    "description": "Traffic of the last seven days, without robots.",
    "properties": {
      "days": {
        "description": "Days that it is of: fewer than seven where nobody searched before, at least one.",
        "type": "number"
      },
      "units": {
        "description": "Units that searched.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "matching": {
        "description": "Of them, units whose last search the condition matches.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "matching_per_day": {
        "description": "`matching` by `days`.",
        "type": "number"
      },
      "attributes": {
        "description": "Attributes of requests, the most usual first.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/TrafficAttribute"
        }
      },
      "mean": {
        "description": "Mean of the metric a unit; absent where none was asked for or nobody searched.",
        "type": "number"
      },
      "deviation": {
        "description": "Its standard deviation a unit; for a proportion that of a coin.",
        "type": "number"
      }
    },
    "additionalProperties": false
  },
  "ProcessFacts": {
    "type": "object",
    "description": "A process of the operating system.",
    "properties": {
      "name": {
        "description": "E.g. `weir serve`.",
        "type": "string"
      },
      "version": {
        "description": "Of Weir.",
        "type": "string"
      },
      "node_version": {
        "description": "Of Node.js.",
        "type": "string"
      },
      "started_at_ms": {
        "description": "When it started, ms since the Unix epoch.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "memory_bytes": {
        "description": "Memory that it holds (resident set), bytes.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "heap_bytes": {
        "description": "JavaScript objects among it, bytes.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "busy_cores": {
        "description": "Cores that it kept busy over the last minutes, e.g. 0.4.",
        "type": "number"
      },
      "loop_delay_p99_ms": {
        "description": "How late the event loop came to its work over the last minutes, 99th percentile, ms.",
        "type": "number"
      }
    },
    "additionalProperties": false
  },
  "Product": {
    "type": "object",
    "description": "One product (or movie, or contract passage), whatever the catalogue's own field names are. A field that the catalogue does not give is absent.",
    "properties": {
      "id": {
        "description": "Unique in the catalogue; 1 to 512 characters.",
        "type": "string"
      },
      "title": {
        "description": "May be empty where the catalogue has no titles.",
        "type": "string"
      },
      "text": {
        "description": "Further searchable text by field name, e.g. `description`. A field that the mapping does not name is refused.",
        "type": "object",
        "additionalProperties": {
          "type": "string"
        }
      },
      "brand": {
        "description": "Brand as shown to shoppers.",
        "type": "string"
      },
      "category": {
        "description": "Category path from the root down, e.g. [\"Tools\", \"Drills\"].",
        "type": "array",
        "items": {
          "type": "string"
        }
      },
      "price": {
        "description": "In units of `currency`, e.g. 19.99; at least 0.",
        "type": "number"
      },
      "currency": {
        "description": "ISO 4217 code, e.g. `EUR`.",
        "type": "string"
      },
      "stock": {
        "description": "Units on hand, at least 0; 0 is out of stock.",
        "type": "number"
      },
      "rating": {
        "description": "Mean rating on the catalogue's own scale.",
        "type": "number"
      },
      "rating_count": {
        "description": "Ratings given, at least 0.",
        "type": "number"
      },
      "popularity": {
        "description": "Any number that grows with how much a product is wanted.",
        "type": "number"
      },
      "image": {
        "description": "Address of a picture.",
        "type": "string"
      },
      "released_at_ms": {
        "description": "When it went on sale, milliseconds since the Unix epoch.",
        "type": "number"
      },
      "attributes": {
        "description": "Free attributes: strings, numbers, booleans, or lists of strings. They can be filtered and faceted on.",
        "type": "object",
        "additionalProperties": true
      }
    },
    "additionalProperties": false
  },
  "ProductPatch": {
    "type": "object",
    "description": "A change of one product. A field that is not given stays as it is.",
    "properties": {
      "id": {
        "description": "Of a product that is in the catalogue.",
        "type": "string"
      },
      "price": {
        "description": "In units of `currency`, at least 0.",
        "type": "number"
      },
      "currency": {
        "description": "ISO 4217 code, e.g. `EUR`.",
        "type": "string"
      },
      "stock": {
        "description": "Units on hand, at least 0; 0 is out of stock.",
        "type": "number"
      },
      "rating": {
        "description": "Mean rating on the catalogue's own scale.",
        "type": "number"
      },
      "rating_count": {
        "description": "Ratings given, at least 0.",
        "type": "number"
      },
      "popularity": {
        "description": "Any number that grows with how much a product is wanted.",
        "type": "number"
      },
      "image": {
        "description": "Address of a picture.",
        "type": "string"
      },
      "released_at_ms": {
        "description": "When it went on sale, milliseconds since the Unix epoch.",
        "type": "number"
      },
      "clear": {
        "description": "Names of the fields above that the product shall not have any more.",
        "type": "array",
        "items": {
          "type": "string"
        }
      }
    },
    "additionalProperties": false
  },
  "ProgressiveKind": {
    "type": "string",
    "description": "How far the cascade has come. `PROGRESSIVE_KIND_UNSPECIFIED`: Not said. `PROGRESSIVE_KIND_RANK`: The ranker's order, before the reranker. `PROGRESSIVE_KIND_FINAL`: All stages done.",
    "enum": [
      "PROGRESSIVE_KIND_UNSPECIFIED",
      "PROGRESSIVE_KIND_RANK",
      "PROGRESSIVE_KIND_FINAL"
    ]
  },
  "PromoteModelRequest": {
    "type": "object",
    "description": "A new state for a version.",
    "properties": {
      "name": {
        "description": "Name of the model.",
        "type": "string"
      },
      "version": {
        "description": "The version.",
        "type": "string"
      },
      "to": {
        "description": "Its state from now on: `champion`, `shadow` or `candidate`.",
        "type": "string"
      },
      "author": {
        "description": "Who, for the history.",
        "type": "string"
      },
      "reason": {
        "description": "Why, for the history; must be given.",
        "type": "string"
      }
    },
    "additionalProperties": false
  },
  "PromoteModelResponse": {
    "type": "object",
    "description": "What became of it.",
    "properties": {
      "change": {
        "description": "As it stands in the history.",
        "$ref": "#/components/schemas/ModelChange"
      },
      "model": {
        "description": "The model since then.",
        "$ref": "#/components/schemas/RegisteredModel"
      },
      "effect": {
        "description": "What it means for shoppers, and what to do for it to reach them.",
        "type": "string"
      },
      "served": {
        "description": "Whether the process that answers serves it from the next search on.",
        "type": "boolean"
      }
    },
    "additionalProperties": false
  },
  "PutRuleRequest": {
    "type": "object",
    "description": "A rule to write.",
    "properties": {
      "rule": {
        "description": "The whole rule.",
        "$ref": "#/components/schemas/Rule"
      },
      "version": {
        "description": "The version that it was made from; 0 for a new one.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "author": {
        "description": "Who writes it, for the audit log.",
        "type": "string"
      },
      "reason": {
        "description": "Why.",
        "type": "string"
      }
    },
    "additionalProperties": false
  },
  "PutRuleResponse": {
    "type": "object",
    "description": "A rule that was written.",
    "properties": {
      "rule": {
        "description": "As written.",
        "$ref": "#/components/schemas/KeptRule"
      }
    },
    "additionalProperties": false
  },
  "QueryGrades": {
    "type": "object",
    "description": "The grades of one query.",
    "properties": {
      "query_id": {
        "description": "Names the query in files: of an import, else computed from its words.",
        "type": "string"
      },
      "query": {
        "description": "The words.",
        "type": "string"
      },
      "version": {
        "description": "Changes of this query's grades; 0 where there are none yet.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "grades": {
        "description": "By product.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/Grade"
        }
      }
    },
    "additionalProperties": false
  },
  "QueryPosition": {
    "type": "object",
    "description": "What was done with whatever stood at one position.",
    "properties": {
      "position": {
        "description": "From 1.",
        "type": "integer",
        "minimum": -2147483648,
        "maximum": 2147483647
      },
      "impressions": {
        "description": "How often the product there was seen.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "clicks": {
        "description": "How often it was clicked.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      }
    },
    "additionalProperties": false
  },
  "QueryProduct": {
    "type": "object",
    "description": "What was done with one product that the query showed.",
    "properties": {
      "product_id": {
        "description": "Its id.",
        "type": "string"
      },
      "impressions": {
        "description": "How often it was seen.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "clicks": {
        "description": "How often it was clicked.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "carts": {
        "description": "How often it was put into the cart.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "purchases": {
        "description": "How often it was bought.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "click_position": {
        "description": "Mean of the positions that it was clicked at; absent where none is known.",
        "type": "number"
      }
    },
    "additionalProperties": false
  },
  "QueryRun": {
    "type": "object",
    "description": "Plans over a query set.",
    "properties": {
      "id": {
        "description": "Unique.",
        "type": "string"
      },
      "query_set": {
        "description": "Key of the query set.",
        "type": "string"
      },
      "judgment_set": {
        "description": "Key of the judgment set.",
        "type": "string"
      },
      "state": {
        "description": "How far it is.",
        "$ref": "#/components/schemas/QueryRunState"
      },
      "author": {
        "description": "Who asked for it.",
        "type": "string"
      },
      "started_at_ms": {
        "description": "Ms since 1970.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "ended_at_ms": {
        "description": "Ms since 1970; absent while it runs.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "queries": {
        "description": "Judged queries to search.",
        "type": "integer",
        "minimum": -2147483648,
        "maximum": 2147483647
      },
      "queries_done": {
        "description": "Queries that were searched.",
        "type": "integer",
        "minimum": -2147483648,
        "maximum": 2147483647
      },
      "queries_unjudged": {
        "description": "Queries of the set that have no grade: they are not measured.",
        "type": "integer",
        "minimum": -2147483648,
        "maximum": 2147483647
      },
      "plans": {
        "description": "What each Plan reached, in the order of the request.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/PlanMeasures"
        }
      },
      "differences": {
        "description": "With two Plans, once it is done: the second less the first, a measure each.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/MeasureDifference"
        }
      },
      "detail": {
        "description": "Why it failed.",
        "type": "string"
      }
    },
    "additionalProperties": false
  },
  "QueryRunState": {
    "type": "string",
    "description": "How far a run is. `QUERY_RUN_STATE_UNSPECIFIED`: Not said. `QUERY_RUN_STATE_RUNNING`: It searches. `QUERY_RUN_STATE_DONE`: It has ended, and its numbers stand. `QUERY_RUN_STATE_CANCELLED`: Somebody ended it. `QUERY_RUN_STATE_FAILED`: It failed, or its process ended; `detail` says how.",
    "enum": [
      "QUERY_RUN_STATE_UNSPECIFIED",
      "QUERY_RUN_STATE_RUNNING",
      "QUERY_RUN_STATE_DONE",
      "QUERY_RUN_STATE_CANCELLED",
      "QUERY_RUN_STATE_FAILED"
    ]
  },
  "QuerySet": {
    "type": "object",
    "description": "Queries to measure Plans with.",
    "properties": {
      "key": {
        "description": "Names it for good: small letters, digits and hyphens.",
        "type": "string"
      },
      "name": {
        "description": "For people.",
        "type": "string"
      },
      "judgment_set": {
        "description": "Key of the judgment set that its runs are measured by unless they say otherwise; may be empty.",
        "type": "string"
      },
      "queries": {
        "description": "How many queries it has.",
        "type": "integer",
        "minimum": -2147483648,
        "maximum": 2147483647
      },
      "created_at_ms": {
        "description": "When it was begun, ms since 1970.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      }
    },
    "additionalProperties": false
  },
  "QuerySpelling": {
    "type": "object",
    "description": "One way that shoppers wrote the query.",
    "properties": {
      "text": {
        "description": "As it was written.",
        "type": "string"
      },
      "searches": {
        "description": "How often.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      }
    },
    "additionalProperties": false
  },
  "QueryStatistics": {
    "type": "object",
    "description": "What lexical scores were computed against.",
    "properties": {
      "terms": {
        "description": "Terms of all words of the query.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/QueryTerm"
        }
      },
      "documents": {
        "description": "Products in the index.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "average_length": {
        "description": "Mean tokens a product by field, in the order of `DescribeResponse.fields`.",
        "type": "array",
        "items": {
          "type": "number"
        }
      }
    },
    "additionalProperties": false
  },
  "QueryStats": {
    "type": "object",
    "description": "What the searches of one query came to. What was done with a search counts wherever it names the search.",
    "properties": {
      "query": {
        "description": "In small letters, white space made one: texts that differ only in these are one query.",
        "type": "string"
      },
      "searches": {
        "description": "How often it was searched.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "searches_before": {
        "description": "The same in the span before, of the same length.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "shoppers": {
        "description": "Shoppers, or sessions where no shopper is known.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "zero_results": {
        "description": "Searches that found nothing.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "clicked_searches": {
        "description": "Searches with a click.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "click_rate_upper": {
        "description": "Upper end of the 95 % interval (Wilson) of the share of clicked searches among those that found something.",
        "type": "number"
      },
      "clicks": {
        "description": "Clicks.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "reciprocal_rank": {
        "description": "Mean over searches of 1 / position of the first product of the page that was clicked; 0 for one without a click.",
        "type": "number"
      },
      "purchases": {
        "description": "Purchases that name the search.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "revenue": {
        "description": "What they brought, by currency.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/Revenue"
        }
      },
      "took_p50_ms": {
        "description": "Median time of the answers, ms; absent where nothing is known.",
        "type": "number"
      },
      "took_p95_ms": {
        "description": "Their 95th percentile, ms.",
        "type": "number"
      },
      "degraded": {
        "description": "Searches of which a stage did less than its work.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "degraded_stages": {
        "description": "The same by stage, `unknown` where it was not recorded.",
        "type": "object",
        "additionalProperties": {
          "type": "integer",
          "minimum": -9007199254740991,
          "maximum": 9007199254740991
        }
      },
      "last_ms": {
        "description": "Time of the last search, milliseconds since the Unix epoch.",
        "type": "number"
      }
    },
    "additionalProperties": false
  },
  "QueryStep": {
    "type": "object",
    "description": "One step of time.",
    "properties": {
      "at_ms": {
        "description": "Its beginning, milliseconds since the Unix epoch.",
        "type": "number"
      },
      "searches": {
        "description": "How often the query was searched in it.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "zero_results": {
        "description": "Searches that found nothing.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "clicked_searches": {
        "description": "Searches with a click.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "took_p95_ms": {
        "description": "95th percentile of the time of the answers, ms; absent where nothing is known.",
        "type": "number"
      }
    },
    "additionalProperties": false
  },
  "QueryTerm": {
    "type": "object",
    "description": "One term that the query was matched by.",
    "properties": {
      "term": {
        "description": "As it is indexed.",
        "type": "string"
      },
      "hash": {
        "description": "As in `GetStatesResponse`.",
        "type": "integer",
        "minimum": 0,
        "maximum": 4294967295
      },
      "word": {
        "description": "Word of the query that it stands for, from 0.",
        "type": "integer",
        "minimum": -2147483648,
        "maximum": 2147483647
      },
      "document_frequency": {
        "description": "Products that contain it in any field.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "weight": {
        "description": "1 for the word itself, at most 1 for a synonym, less for a typo or a prefix.",
        "type": "number"
      },
      "companions": {
        "description": "Terms that a product must have as well for this one to count: the others of a synonym of several words.",
        "type": "array",
        "items": {
          "type": "string"
        }
      }
    },
    "additionalProperties": false
  },
  "QueryTest": {
    "type": "object",
    "description": "A test of a query. Case, accents and surplus space do not count.",
    "properties": {
      "test": {
        "description": "`is`: one of `values` is the whole query. `contains`: the query has all words of one of them, in any order. `begins_with`: it begins with one of them. `matches`: it has a match of one of them, regular expressions as RE2 reads them (linear in time: no look-around, no back references), which see the query in small letters and without accents.",
        "type": "string"
      },
      "values": {
        "description": "1 to 200, of at most 512 characters.",
        "type": "array",
        "items": {
          "type": "string"
        }
      }
    },
    "additionalProperties": false
  },
  "RampExperimentRequest": {
    "type": "object",
    "description": "More units for an experiment.",
    "properties": {
      "key": {
        "description": "Its key.",
        "type": "string"
      },
      "coverage": {
        "description": "Share of the units that is to take part from now on, not below what takes part already. Steps of the ramp that are still to come stay where they go beyond it.",
        "type": "number"
      },
      "version": {
        "description": "The version that was read.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "author": {
        "description": "Who.",
        "type": "string"
      },
      "reason": {
        "description": "Why.",
        "type": "string"
      }
    },
    "additionalProperties": false
  },
  "RampExperimentResponse": {
    "type": "object",
    "description": "More units for an experiment.",
    "properties": {
      "experiment": {
        "description": "As it is now.",
        "$ref": "#/components/schemas/Experiment"
      }
    },
    "additionalProperties": false
  },
  "RankRequest": {
    "type": "object",
    "description": "Rows to score.",
    "properties": {
      "model": {
        "description": "The tree ensemble, as name@version.",
        "type": "string"
      },
      "values": {
        "description": "Row-major values, `rows` times the model's features in the order of its manifest; NaN is missing. Give either these or `packed`.",
        "type": "array",
        "items": {
          "type": "number"
        }
      },
      "rows": {
        "description": "Rows, 1 to 10,000.",
        "type": "integer",
        "minimum": -2147483648,
        "maximum": 2147483647
      },
      "contributions": {
        "description": "Also give every feature's contribution to every score (SHAP values).",
        "type": "boolean"
      },
      "packed": {
        "description": "The same values as little-endian float64, one after the other: ten times as fast to read and write.",
        "type": "string",
        "contentEncoding": "base64"
      }
    },
    "additionalProperties": false
  },
  "RankResponse": {
    "type": "object",
    "description": "Scores of rows.",
    "properties": {
      "scores": {
        "description": "Raw scores, one a row.",
        "type": "array",
        "items": {
          "type": "number"
        }
      },
      "contributions": {
        "description": "If asked for: row-major, features + 1 a row; the last is the expected score.",
        "type": "array",
        "items": {
          "type": "number"
        }
      }
    },
    "additionalProperties": false
  },
  "RankedProduct": {
    "type": "object",
    "description": "A product at its place.",
    "properties": {
      "product": {
        "description": "The product.",
        "$ref": "#/components/schemas/Product"
      },
      "version": {
        "description": "Its version when it was ranked.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "position": {
        "description": "From 1, over all pages.",
        "type": "integer",
        "minimum": -2147483648,
        "maximum": 2147483647
      },
      "scores": {
        "description": "Its score at each stage that it reached.",
        "$ref": "#/components/schemas/StageScores"
      },
      "explanation": {
        "description": "With `explain`: why it stands here.",
        "$ref": "#/components/schemas/Explanation"
      },
      "team": {
        "description": "On an interleaved page: key of the variant that a click on it counts for; empty where it counts for none.",
        "type": "string"
      },
      "highlights": {
        "description": "With `highlight`: the fields in which words of the query were matched, in the order of the request. None for a product that was found by its meaning alone.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/Highlight"
        }
      }
    },
    "additionalProperties": false
  },
  "ReciprocalRankFusion": {
    "type": "object",
    "description": "Reciprocal rank fusion: the sum of weight / (k + rank), ranks from 1.",
    "properties": {
      "k": {
        "description": "1 to 1,000; 60 is usual.",
        "type": "number"
      },
      "dense_weight": {
        "description": "Weight of the dense list, 0 to 10; that of the lexical list is 1.",
        "type": "number"
      }
    },
    "additionalProperties": false
  },
  "Recommendation": {
    "type": "object",
    "description": "What to do with an experiment.",
    "properties": {
      "action": {
        "description": "`keep_running`, `ship`, `roll_back`, `stop` (nothing was found and enough was seen), `broken` or `none` (not running).",
        "type": "string"
      },
      "reason": {
        "description": "In a sentence.",
        "type": "string"
      },
      "variant": {
        "description": "The variant to ship; empty otherwise.",
        "type": "string"
      },
      "days_left": {
        "description": "For `keep_running`: days that are still needed at the present rate of units; absent where it cannot be said.",
        "type": "number"
      }
    },
    "additionalProperties": false
  },
  "RecordRequest": {
    "type": "object",
    "description": "Events to record.",
    "properties": {
      "events": {
        "description": "1 to 1,000 events.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/Event"
        }
      }
    },
    "additionalProperties": false
  },
  "RecordResponse": {
    "type": "object",
    "description": "What became of the events.",
    "properties": {
      "accepted": {
        "description": "Events recorded by this request.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "duplicates": {
        "description": "Events whose id was known already.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "rejections": {
        "description": "Events refused.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/EventRejection"
        }
      }
    },
    "additionalProperties": false
  },
  "RecordStreamRequest": {
    "type": "object",
    "description": "A part of a stream of events.",
    "properties": {
      "events": {
        "description": "1 to 1,000 events. Parts are a matter of transport: events are numbered over the whole stream.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/Event"
        }
      }
    },
    "additionalProperties": false
  },
  "RecordStreamResponse": {
    "type": "object",
    "description": "What became of a stream of events.",
    "properties": {
      "accepted": {
        "description": "Events recorded by this stream.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "duplicates": {
        "description": "Events whose id was known already.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "rejected": {
        "description": "Events refused; at most 1,000 of them are named in `rejections`.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "rejections": {
        "description": "Events refused, in the order of the stream.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/EventRejection"
        }
      }
    },
    "additionalProperties": false
  },
  "RegisteredModel": {
    "type": "object",
    "description": "A model: versions of one name.",
    "properties": {
      "name": {
        "description": "Unique.",
        "type": "string"
      },
      "kind": {
        "description": "`encoder`, `ranker`, `cross-encoder` or `blend`; empty where no version has a valid manifest.",
        "type": "string"
      },
      "versions": {
        "description": "Newest first.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/ModelVersion"
        }
      },
      "champion": {
        "description": "Version that is the champion; empty until one was promoted.",
        "type": "string"
      },
      "shadow": {
        "description": "Version that is the shadow; empty where none is.",
        "type": "string"
      },
      "rollback_to": {
        "description": "Version that a rollback makes the champion; empty where there is none.",
        "type": "string"
      }
    },
    "additionalProperties": false
  },
  "Rejection": {
    "type": "object",
    "description": "A product that was refused.",
    "properties": {
      "index": {
        "description": "Place in the stream, from 0.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "id": {
        "description": "Its id, as given.",
        "type": "string"
      },
      "violations": {
        "description": "Every wrong field of it.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/FieldViolation"
        }
      }
    },
    "additionalProperties": false
  },
  "RemoteStage": {
    "type": "object",
    "description": "A stage that other processes have.",
    "properties": {
      "stage": {
        "description": "`retrieval`, `ranker` or `reranker`.",
        "type": "string"
      },
      "address": {
        "description": "Their address, as configured.",
        "type": "string"
      }
    },
    "additionalProperties": false
  },
  "RemoveComparisonRequest": {
    "type": "object",
    "description": "A comparison to remove.",
    "properties": {
      "id": {
        "description": "Its id.",
        "type": "string"
      }
    },
    "additionalProperties": false
  },
  "RemoveComparisonResponse": {
    "type": "object",
    "description": "It is gone.",
    "properties": {},
    "additionalProperties": false
  },
  "RemoveQueriesRequest": {
    "type": "object",
    "description": "Queries to take out.",
    "properties": {
      "key": {
        "description": "Key of the set.",
        "type": "string"
      },
      "queries": {
        "description": "Their words, at most 10,000.",
        "type": "array",
        "items": {
          "type": "string"
        }
      },
      "author": {
        "description": "Who takes them out.",
        "type": "string"
      }
    },
    "additionalProperties": false
  },
  "RemoveQueriesResponse": {
    "type": "object",
    "description": "What was taken out.",
    "properties": {
      "removed": {
        "description": "Queries that it had.",
        "type": "integer",
        "minimum": -2147483648,
        "maximum": 2147483647
      },
      "query_set": {
        "description": "The set as it is now.",
        "$ref": "#/components/schemas/QuerySet"
      }
    },
    "additionalProperties": false
  },
  "RestorePlanRequest": {
    "type": "object",
    "description": "An earlier version wanted again.",
    "properties": {
      "restored": {
        "description": "The version whose settings are wanted; 0 takes all of them back.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "version": {
        "description": "The version that was read.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "author": {
        "description": "Who.",
        "type": "string"
      },
      "reason": {
        "description": "Why.",
        "type": "string"
      }
    },
    "additionalProperties": false
  },
  "RestorePlanResponse": {
    "type": "object",
    "description": "An earlier version.",
    "properties": {
      "plan": {
        "description": "As it is in force now.",
        "$ref": "#/components/schemas/BasePlan"
      }
    },
    "additionalProperties": false
  },
  "RetrievalMode": {
    "type": "string",
    "description": "Which lists are searched. `RETRIEVAL_MODE_UNSPECIFIED`: The same as hybrid. `RETRIEVAL_MODE_BM25`: Words only. `RETRIEVAL_MODE_DENSE`: Vectors only. `RETRIEVAL_MODE_HYBRID`: Both, fused.",
    "enum": [
      "RETRIEVAL_MODE_UNSPECIFIED",
      "RETRIEVAL_MODE_BM25",
      "RETRIEVAL_MODE_DENSE",
      "RETRIEVAL_MODE_HYBRID"
    ]
  },
  "RetrieveRequest": {
    "type": "object",
    "description": "A query for candidates.",
    "properties": {
      "query": {
        "description": "The shopper's words, untouched: 0 to 512 characters. Empty browses.",
        "type": "string"
      },
      "query_vector": {
        "description": "Unit vector of the query, made by the encoder of the index; empty searches by words only.",
        "type": "array",
        "items": {
          "type": "number"
        }
      },
      "mode": {
        "description": "Which lists are searched.",
        "$ref": "#/components/schemas/RetrievalMode"
      },
      "reciprocal_rank": {
        "description": "By rank.",
        "$ref": "#/components/schemas/ReciprocalRankFusion"
      },
      "convex": {
        "description": "By score.",
        "$ref": "#/components/schemas/ConvexFusion"
      },
      "depth": {
        "description": "Candidates wanted, 1 to 10,000. Default 1,000.",
        "type": "integer",
        "minimum": -2147483648,
        "maximum": 2147483647
      },
      "boosts": {
        "description": "Boosts by field name, laid over the index's own; at least 0.",
        "type": "object",
        "additionalProperties": {
          "type": "number"
        }
      },
      "prefix": {
        "description": "Match the last word as a prefix too. Default true.",
        "type": "boolean"
      },
      "typos": {
        "description": "Let a word that matches nothing match words one or two edits away. Default true.",
        "type": "boolean"
      },
      "filters": {
        "description": "Conditions on the products; all must hold.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/Filter"
        }
      },
      "facets": {
        "description": "Counts wanted over all products that match.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/FacetRequest"
        }
      },
      "only": {
        "description": "If not empty, only these products are candidates.",
        "type": "array",
        "items": {
          "type": "string"
        }
      },
      "packed_vector": {
        "description": "The same as `query_vector`, as little-endian float32, one after the other. Give one of the two.",
        "type": "string",
        "contentEncoding": "base64"
      },
      "encoder": {
        "description": "The encoder that made the query's vector, as name@version: refused with FAILED_PRECONDITION where the index's vectors are another's. Empty: not checked.",
        "type": "string"
      },
      "for_features": {
        "description": "Also give what computing features takes: `versions`, `statistics`, and the columns of the candidates in `packed` alone, quicker to read and write.",
        "type": "boolean"
      },
      "allow_unknown_fields": {
        "description": "A filter on a field that no product has matches nothing, a facet counts nothing, a boost does nothing; otherwise they are refused. For callers that have checked the fields, and must not fail where another process knows fewer.",
        "type": "boolean"
      },
      "hidden": {
        "description": "Products that are as if they were not there: no candidates, and in no count.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/HiddenProducts"
        }
      }
    },
    "additionalProperties": false
  },
  "RetrieveResponse": {
    "type": "object",
    "description": "Candidates and what was counted on the way.",
    "properties": {
      "candidates": {
        "description": "Best first.",
        "$ref": "#/components/schemas/Candidates"
      },
      "total": {
        "description": "Products that match the words and pass the filters.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "facets": {
        "description": "In the order of the request's `facets`.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/Facet"
        }
      },
      "corrections": {
        "description": "Words that matched nothing, and what they were read as.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/Correction"
        }
      },
      "statistics": {
        "description": "With `for_features`.",
        "$ref": "#/components/schemas/QueryStatistics"
      }
    },
    "additionalProperties": false
  },
  "Revenue": {
    "type": "object",
    "description": "An amount of money.",
    "properties": {
      "currency": {
        "description": "ISO 4217 code.",
        "type": "string"
      },
      "minor": {
        "description": "In minor units of the currency (cents).",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      }
    },
    "additionalProperties": false
  },
  "RollBackModelRequest": {
    "type": "object",
    "description": "A rollback.",
    "properties": {
      "name": {
        "description": "Name of the model.",
        "type": "string"
      },
      "author": {
        "description": "Who, for the history.",
        "type": "string"
      },
      "reason": {
        "description": "Why, for the history; must be given.",
        "type": "string"
      }
    },
    "additionalProperties": false
  },
  "RollBackModelResponse": {
    "type": "object",
    "description": "What became of it.",
    "properties": {
      "change": {
        "description": "As it stands in the history.",
        "$ref": "#/components/schemas/ModelChange"
      },
      "model": {
        "description": "The model since then.",
        "$ref": "#/components/schemas/RegisteredModel"
      },
      "effect": {
        "description": "What it means for shoppers, and what to do for it to reach them.",
        "type": "string"
      },
      "served": {
        "description": "Whether the process that answers serves it from the next search on.",
        "type": "boolean"
      }
    },
    "additionalProperties": false
  },
  "Rule": {
    "type": "object",
    "description": "What is done to the products of which searches, and when.",
    "properties": {
      "key": {
        "description": "Name of the rule: small letters, digits, _ and -, at most 64. It never changes.",
        "type": "string"
      },
      "description": {
        "description": "What it is for, in the words of whoever wrote it: at most 500 characters.",
        "type": "string"
      },
      "when": {
        "description": "Which searches.",
        "$ref": "#/components/schemas/RuleCondition"
      },
      "actions": {
        "description": "What is done to their products; 1 to 20.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/RuleAction"
        }
      },
      "state": {
        "description": "`on` acts between its dates; `draft` only where a Plan names it, as a test does; `off` nowhere.",
        "type": "string"
      },
      "start_ms": {
        "description": "Acts from this on, milliseconds since the Unix epoch. Absent: at once.",
        "type": "number"
      },
      "end_ms": {
        "description": "Acts until this, milliseconds since the Unix epoch. Absent: without end.",
        "type": "number"
      },
      "priority": {
        "description": "Of two rules that want a product in two places, the one of higher priority wins: 0 to 1,000; of equals the one whose key comes first.",
        "type": "integer",
        "minimum": -2147483648,
        "maximum": 2147483647
      }
    },
    "additionalProperties": false
  },
  "RuleAction": {
    "type": "object",
    "description": "What is done to products.",
    "properties": {
      "kind": {
        "description": "`pin` puts `products` on top, in their order; `slot` puts one product at `position`; `boost` moves up and `bury` moves down by `places`; `hide` leaves out.",
        "type": "string"
      },
      "products": {
        "description": "Ids, at most 500; one for a slot.",
        "type": "array",
        "items": {
          "type": "string"
        }
      },
      "filters": {
        "description": "Of boost, bury and hide: products that pass all of these. Beside `products`, either is enough.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/Filter"
        }
      },
      "position": {
        "description": "Of a slot: the place, 1 to 1,000.",
        "type": "integer",
        "minimum": -2147483648,
        "maximum": 2147483647
      },
      "places": {
        "description": "Of boost and bury: places, 1 to 1,000. Absent: before, or behind, all others.",
        "type": "integer",
        "minimum": -2147483648,
        "maximum": 2147483647
      },
      "out_of_stock": {
        "description": "Of pin and slot: act on a product that is out of stock too.",
        "type": "boolean"
      }
    },
    "additionalProperties": false
  },
  "RuleChange": {
    "type": "object",
    "description": "A change of a rule.",
    "properties": {
      "at_ms": {
        "description": "Milliseconds since the Unix epoch.",
        "type": "number"
      },
      "author": {
        "description": "Who.",
        "type": "string"
      },
      "action": {
        "description": "`create`, `update` or `delete`.",
        "type": "string"
      },
      "reason": {
        "description": "Why, as given.",
        "type": "string"
      },
      "before": {
        "description": "Before; absent for a creation.",
        "$ref": "#/components/schemas/Rule"
      },
      "after": {
        "description": "After; absent for a deletion.",
        "$ref": "#/components/schemas/Rule"
      }
    },
    "additionalProperties": false
  },
  "RuleCondition": {
    "type": "object",
    "description": "Which searches a rule is for. All of what is given must hold.",
    "properties": {
      "query": {
        "description": "What the shopper typed.",
        "$ref": "#/components/schemas/QueryTest"
      },
      "categories": {
        "description": "The search is filtered to one of these categories, as a category page is; compared without regard to case and accents.",
        "type": "array",
        "items": {
          "type": "string"
        }
      },
      "attributes": {
        "description": "What the request says of itself.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/AttributeTest"
        }
      },
      "every_search": {
        "description": "Every search. It must be said where nothing else is given.",
        "type": "boolean"
      }
    },
    "additionalProperties": false
  },
  "RuleEffect": {
    "type": "object",
    "description": "What a rule did to one product.",
    "properties": {
      "rule": {
        "description": "Key of the rule.",
        "type": "string"
      },
      "kind": {
        "description": "`pin`, `slot`, `boost` or `bury`.",
        "type": "string"
      },
      "from": {
        "description": "Where the product stood before the rules, from 1; absent where the search had not found it.",
        "type": "integer",
        "minimum": -2147483648,
        "maximum": 2147483647
      },
      "to": {
        "description": "Where they have it stand.",
        "type": "integer",
        "minimum": -2147483648,
        "maximum": 2147483647
      }
    },
    "additionalProperties": false
  },
  "RunQuery": {
    "type": "object",
    "description": "One query of a run.",
    "properties": {
      "id": {
        "description": "As in the set.",
        "type": "string"
      },
      "query": {
        "description": "The words.",
        "type": "string"
      },
      "judged": {
        "description": "How many products are judged for it.",
        "type": "integer",
        "minimum": -2147483648,
        "maximum": 2147483647
      },
      "measures": {
        "description": "A Plan each, in the order of the run; none where nothing is judged.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/Measures"
        }
      }
    },
    "additionalProperties": false
  },
  "Rung": {
    "type": "string",
    "description": "How much of the Plan's cascade made a list: the rungs of the ladder that a search goes down when time or the machine does not suffice for all of it (docs/overload.md). `RUNG_UNSPECIFIED`: Not said. `RUNG_FULL`: All of it. `RUNG_WINDOW`: The cross-encoder scored a part of its window. `RUNG_CACHED_SCORES`: The cross-encoder computed nothing: scores that were cached were used. `RUNG_RANKER`: The ranker's order. `RUNG_RETRIEVAL`: The order of retrieval. `RUNG_LAST_GOOD`: Nothing was searched: the last good list of the same request.",
    "enum": [
      "RUNG_UNSPECIFIED",
      "RUNG_FULL",
      "RUNG_WINDOW",
      "RUNG_CACHED_SCORES",
      "RUNG_RANKER",
      "RUNG_RETRIEVAL",
      "RUNG_LAST_GOOD"
    ]
  },
  "SampleRatio": {
    "type": "object",
    "description": "Chi-square test of counts of units against what they should be.",
    "properties": {
      "p_value": {
        "description": "Probability of counts as far off as these, if all works.",
        "type": "number"
      },
      "mismatch": {
        "description": "Below .001: something is broken, and no result can be trusted.",
        "type": "boolean"
      }
    },
    "additionalProperties": false
  },
  "ScorePair": {
    "type": "object",
    "description": "The product's side of a pair.",
    "properties": {
      "id": {
        "description": "Product id, for logs.",
        "type": "string"
      },
      "version": {
        "description": "Product version, for logs.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "text": {
        "description": "What the model reads of the product; with the query it is the key of the score cache.",
        "type": "string"
      }
    },
    "additionalProperties": false
  },
  "ScoreRequest": {
    "type": "object",
    "description": "Pairs to score, best first.",
    "properties": {
      "model": {
        "description": "The cross-encoder, as name@version.",
        "type": "string"
      },
      "query": {
        "description": "The shopper's words: 1 to 512 characters.",
        "type": "string"
      },
      "pairs": {
        "description": "1 to 1,000 products.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/ScorePair"
        }
      },
      "budget_ms": {
        "description": "Time allowed, in ms. The call's own deadline may shorten it. Default: no limit of its own.",
        "type": "number"
      },
      "work_ms": {
        "description": "What may be computed, in ms of one thread by the measured cost of a token: no chunk of pairs begins beyond it. 0: only scores that are cached are given. Default: as much as the time allows.",
        "type": "number"
      }
    },
    "additionalProperties": false
  },
  "ScoreResponse": {
    "type": "object",
    "description": "Scores of pairs.",
    "properties": {
      "logits": {
        "description": "One a pair, in order; NaN where not scored.",
        "type": "array",
        "items": {
          "type": "number"
        }
      },
      "scored": {
        "description": "Pairs scored, cached ones included.",
        "type": "integer",
        "minimum": -2147483648,
        "maximum": 2147483647
      },
      "cached": {
        "description": "Of them from the cache.",
        "type": "integer",
        "minimum": -2147483648,
        "maximum": 2147483647
      },
      "stopped": {
        "description": "Why scoring stopped before the end; unspecified if it did not.",
        "$ref": "#/components/schemas/ScoreStop"
      },
      "work_ms": {
        "description": "What was computed has cost, in ms of one thread; absent where it is not known.",
        "type": "number"
      }
    },
    "additionalProperties": false
  },
  "ScoreStop": {
    "type": "string",
    "description": "Why scoring stopped before the end. `SCORE_STOP_UNSPECIFIED`: It did not. `SCORE_STOP_BUDGET`: The time was up. `SCORE_STOP_CANCELLED`: The caller left. `SCORE_STOP_OVERLOADED`: More work than can be done was under way. `SCORE_STOP_FAILED`: The model failed. `SCORE_STOP_ALLOWANCE`: `work_ms` was spent.",
    "enum": [
      "SCORE_STOP_UNSPECIFIED",
      "SCORE_STOP_BUDGET",
      "SCORE_STOP_CANCELLED",
      "SCORE_STOP_OVERLOADED",
      "SCORE_STOP_FAILED",
      "SCORE_STOP_ALLOWANCE"
    ]
  },
  "SearchProgressiveRequest": {
    "type": "object",
    "description": "A search whose answer is shown as it becomes known.",
    "properties": {
      "search": {
        "description": "The search.",
        "$ref": "#/components/schemas/SearchRequest"
      }
    },
    "additionalProperties": false
  },
  "SearchProgressiveResponse": {
    "type": "object",
    "description": "One answer of several; the last one stands.",
    "properties": {
      "kind": {
        "description": "How far the cascade has come.",
        "$ref": "#/components/schemas/ProgressiveKind"
      },
      "response": {
        "description": "The answer so far.",
        "$ref": "#/components/schemas/SearchResponse"
      }
    },
    "additionalProperties": false
  },
  "SearchRequest": {
    "type": "object",
    "description": "A search.",
    "properties": {
      "query": {
        "description": "The shopper's words: at most 512 characters once surrounding space is removed. Empty browses the catalogue, in the order of `sort` or of popularity; then a filter or a sort must be given.",
        "type": "string"
      },
      "shopper_id": {
        "description": "Who searches, for experiments; the same shopper always sees the same variant. Never logged.",
        "type": "string"
      },
      "session_id": {
        "description": "The visit that the search belongs to.",
        "type": "string"
      },
      "attributes": {
        "description": "What targeting may ask about the request, e.g. `country`, `device`: strings, numbers or booleans.",
        "type": "object",
        "additionalProperties": true
      },
      "filters": {
        "description": "Conditions on the products; all must hold. At most 50.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/Filter"
        }
      },
      "facets": {
        "description": "Counts wanted over all products that match. At most 20.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/FacetRequest"
        }
      },
      "sort": {
        "description": "Order by a numeric field instead of by relevance.",
        "$ref": "#/components/schemas/Sort"
      },
      "page_size": {
        "description": "Products on a page, 1 to 200. Default: the Plan's, 24.",
        "type": "integer",
        "minimum": -2147483648,
        "maximum": 2147483647
      },
      "page_token": {
        "description": "`next_page_token` of the answer before. Every field but `page_size`, `explain` and `highlight` must be as in that request.",
        "type": "string"
      },
      "deadline_ms": {
        "description": "Time allowed for the whole search, in ms, above 0. Default: the Plan's, 250 unless configured; it can only be shortened, by this and by the call's own deadline.",
        "type": "number"
      },
      "plan": {
        "description": "For tools: a partial Plan laid over the one in force (see docs/configuration.md). Such answers are not cached.",
        "type": "object",
        "additionalProperties": true
      },
      "explain": {
        "description": "Adds to every product why it stands where it stands, and to the answer the Plan in force.",
        "type": "boolean"
      },
      "highlight": {
        "description": "Adds to every product where the words that the search matched stand in it. Absent: not asked for.",
        "$ref": "#/components/schemas/Highlighting"
      },
      "rules": {
        "description": "For tools: merchandising rules that act on this search whatever their state and dates, each in place of the kept one of its key. At most 10. Such answers are not cached.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/Rule"
        }
      }
    },
    "additionalProperties": false
  },
  "SearchResponse": {
    "type": "object",
    "description": "One page of the answer.",
    "properties": {
      "search_id": {
        "description": "Unique; events name it.",
        "type": "string"
      },
      "products": {
        "description": "The page, best first.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/RankedProduct"
        }
      },
      "total": {
        "description": "Products that match the query's words and pass the filters; those that a rule hides are not counted, here or in facets, nor is a pinned product that does not match.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "facets": {
        "description": "In the order of the request's `facets`.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/Facet"
        }
      },
      "corrections": {
        "description": "Words that matched nothing, and what they were read as.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/Correction"
        }
      },
      "next_page_token": {
        "description": "For the page after this one; empty on the last.",
        "type": "string"
      },
      "timings": {
        "description": "How long each stage took, in order.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/StageTiming"
        }
      },
      "degraded": {
        "description": "Stages that did not do all of their work. Empty when all is well.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/Degraded"
        }
      },
      "variants": {
        "description": "Experiment variants that this shopper saw.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/Variant"
        }
      },
      "cached": {
        "description": "The list came from the page cache; `timings` are then those of this answer, not of the first.",
        "type": "boolean"
      },
      "took_ms": {
        "description": "The whole search, in ms.",
        "type": "number"
      },
      "plan": {
        "description": "With `explain`: the Plan that was in force.",
        "type": "object",
        "additionalProperties": true
      },
      "rules": {
        "description": "Merchandising rules that were for this search, the one that wins over the others first.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/AppliedRule"
        }
      },
      "rung": {
        "description": "How much of the Plan's cascade made the list.",
        "$ref": "#/components/schemas/Rung"
      },
      "stale": {
        "description": "The list is that of an earlier search, of a catalogue that may have changed since; the products are as they are now.",
        "type": "boolean"
      }
    },
    "additionalProperties": false
  },
  "SearchWindow": {
    "type": "object",
    "description": "Searches of a stretch of time.",
    "properties": {
      "length_ms": {
        "description": "Its length, ms.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "searches": {
        "description": "Searches that were answered.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "cached": {
        "description": "Of them, those whose page was cached.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "degraded": {
        "description": "Of them, those of which a stage did not do all of its work.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "failed": {
        "description": "Searches that were refused or failed.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "latency": {
        "description": "Time of whole searches.",
        "$ref": "#/components/schemas/Latency"
      },
      "stages": {
        "description": "Each stage, in the order of a search; all of them, also those that never ran.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/StageWindow"
        }
      },
      "caches": {
        "description": "Reads of the caches.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/CacheWindow"
        }
      }
    },
    "additionalProperties": false
  },
  "Segment": {
    "type": "object",
    "description": "Units of one value of an attribute.",
    "properties": {
      "value": {
        "description": "The value; empty for units that came without the attribute.",
        "type": "string"
      },
      "values": {
        "description": "Values in it: above 1 where small ones were put together.",
        "type": "integer",
        "minimum": -2147483648,
        "maximum": 2147483647
      },
      "units": {
        "description": "Units of all variants.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "variants": {
        "description": "In the order of the definition; `adjusted_p_value` and `significant` are corrected for the number of segments.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/VariantMetric"
        }
      }
    },
    "additionalProperties": false
  },
  "ServedModel": {
    "type": "object",
    "description": "A model of the base Plan, and what was promoted in its place but cannot be served.",
    "properties": {
      "setting": {
        "description": "Where the Plan names it: `retrieval.encoder`, `ranker.model`, `reranker.model` or `reranker.blend`.",
        "type": "string"
      },
      "named": {
        "description": "As the Plan was written: name@version, or the version that has a state, as name@champion.",
        "type": "string"
      },
      "serving": {
        "description": "name@version that answers searches.",
        "type": "string"
      },
      "refused": {
        "description": "What was promoted but is not served; empty where all is well.",
        "type": "string"
      },
      "cause": {
        "description": "Why not, and what to do; empty where all is well.",
        "type": "string"
      }
    },
    "additionalProperties": false
  },
  "Session": {
    "type": "object",
    "description": "Who uses the console in this browser, what they may do, and how they can sign in.",
    "properties": {
      "signed_in": {
        "description": "Whether somebody is signed in. Nobody need be, where everybody may do what is asked.",
        "type": "boolean"
      },
      "name": {
        "description": "Who, for people and for audit logs: the name of the key, or what the OpenID provider calls them. Empty: nobody.",
        "type": "string"
      },
      "role": {
        "description": "What they may do: `viewer`, `editor` or `admin`; empty where they may not use the console.",
        "type": "string"
      },
      "roles": {
        "description": "The same by what calls ask for: `search`, `events`, `read`, `edit`, `admin`.",
        "type": "array",
        "items": {
          "type": "string"
        }
      },
      "expires_at_ms": {
        "description": "When it ends, ms since the Unix epoch. Absent: nobody is signed in.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "csrf_token": {
        "description": "To be sent as the header `x-weir-csrf` with every call that changes something. Empty: nobody is signed in.",
        "type": "string"
      },
      "with_key": {
        "description": "Whether one can sign in with a key.",
        "type": "boolean"
      },
      "with_oidc": {
        "description": "Whether one can sign in at the OpenID provider.",
        "type": "boolean"
      }
    },
    "additionalProperties": false
  },
  "SetGradesRequest": {
    "type": "object",
    "description": "Grades to give.",
    "properties": {
      "key": {
        "description": "Key of the set.",
        "type": "string"
      },
      "query": {
        "description": "The shopper's words, 1 to 512 characters.",
        "type": "string"
      },
      "grades": {
        "description": "At most 1,000, each product once.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/GradeChange"
        }
      },
      "version": {
        "description": "Version that the author read. Absent: the grades are given whatever others gave.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "author": {
        "description": "Who judges.",
        "type": "string"
      }
    },
    "additionalProperties": false
  },
  "SetGradesResponse": {
    "type": "object",
    "description": "The query's grades, all of them.",
    "properties": {
      "grades": {
        "description": "The grades.",
        "$ref": "#/components/schemas/QueryGrades"
      }
    },
    "additionalProperties": false
  },
  "SetQuery": {
    "type": "object",
    "description": "One query of a set.",
    "properties": {
      "id": {
        "description": "Names it in files. Empty in a request: computed from its words.",
        "type": "string"
      },
      "text": {
        "description": "The shopper's words, 1 to 512 characters.",
        "type": "string"
      }
    },
    "additionalProperties": false
  },
  "ShadowAgreement": {
    "type": "object",
    "description": "How alike two orders of the same candidates are: means over the searches that were compared.",
    "properties": {
      "overlap": {
        "description": "Share of the first ten that both have in their first ten, 0 to 1.",
        "type": "number"
      },
      "rank_biased_overlap": {
        "description": "Rank-biased overlap of the first twenty, p .9: agreement that counts more the higher it is, 0 to 1.",
        "type": "number"
      },
      "tau": {
        "description": "Kendall's tau of what both have in their first twenty, -1 to 1; absent where that was never two products or more.",
        "type": "number"
      },
      "rho": {
        "description": "Spearman's rho of the same.",
        "type": "number"
      },
      "moved": {
        "description": "How many places a product of the champion's first ten moves.",
        "type": "number"
      },
      "same_first": {
        "description": "Share of the searches with the same first product.",
        "type": "number"
      },
      "by_overlap": {
        "description": "Searches by how many of the first ten both have: none, one, ... all ten.",
        "type": "array",
        "items": {
          "type": "integer",
          "minimum": -9007199254740991,
          "maximum": 9007199254740991
        }
      }
    },
    "additionalProperties": false
  },
  "ShadowComparison": {
    "type": "object",
    "description": "A comparison and what it has found so far.",
    "properties": {
      "id": {
        "description": "Unique in its process.",
        "type": "string"
      },
      "kind": {
        "description": "`ranker`, `cross-encoder` or `blend`.",
        "type": "string"
      },
      "champion": {
        "description": "name@version.",
        "type": "string"
      },
      "challenger": {
        "description": "name@version.",
        "type": "string"
      },
      "share": {
        "description": "Of the live searches.",
        "type": "number"
      },
      "begun_ms": {
        "description": "Ms since 1970.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "until_ms": {
        "description": "When it ends by itself, ms since 1970.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "ended_ms": {
        "description": "When it ended, ms since 1970; absent while it runs.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "compared": {
        "description": "Searches that were compared.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "dropped": {
        "description": "Searches that were drawn and not compared because the process had too much to do.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "failed": {
        "description": "Searches that were drawn and could not be compared because a model failed.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "agreement": {
        "description": "How alike the two orders are; absent until a search was compared.",
        "$ref": "#/components/schemas/ShadowAgreement"
      },
      "champion_latency": {
        "description": "Time of the champion, ms a search.",
        "$ref": "#/components/schemas/ShadowLatency"
      },
      "challenger_latency": {
        "description": "Time of the challenger, ms a search.",
        "$ref": "#/components/schemas/ShadowLatency"
      },
      "examples": {
        "description": "Searches whose first ten differ most, the most different first; without the words where they are not kept.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/ShadowExample"
        }
      }
    },
    "additionalProperties": false
  },
  "ShadowExample": {
    "type": "object",
    "description": "One search whose orders differ.",
    "properties": {
      "query": {
        "description": "Words of the search; empty where queries are not kept.",
        "type": "string"
      },
      "at_ms": {
        "description": "When, ms since 1970.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "overlap": {
        "description": "Share of the first ten that both have in their first ten.",
        "type": "number"
      },
      "tau": {
        "description": "Kendall's tau of what both have in their first twenty.",
        "type": "number"
      },
      "champion": {
        "description": "The champion's first ten, product ids.",
        "type": "array",
        "items": {
          "type": "string"
        }
      },
      "challenger": {
        "description": "The challenger's first ten.",
        "type": "array",
        "items": {
          "type": "string"
        }
      }
    },
    "additionalProperties": false
  },
  "ShadowLatency": {
    "type": "object",
    "description": "Time that one model takes for a search, measured alone and without caches.",
    "properties": {
      "p50_ms": {
        "description": "Median, ms.",
        "type": "number"
      },
      "p95_ms": {
        "description": "95th percentile, ms.",
        "type": "number"
      }
    },
    "additionalProperties": false
  },
  "ShipVariantRequest": {
    "type": "object",
    "description": "The variant that is to become the base Plan.",
    "properties": {
      "key": {
        "description": "Key of the experiment, which is running or stopped.",
        "type": "string"
      },
      "variant": {
        "description": "Key of the variant.",
        "type": "string"
      },
      "version": {
        "description": "The version of the experiment that was read.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "author": {
        "description": "Who.",
        "type": "string"
      },
      "reason": {
        "description": "Why.",
        "type": "string"
      }
    },
    "additionalProperties": false
  },
  "ShipVariantResponse": {
    "type": "object",
    "description": "The variant that became the base Plan.",
    "properties": {
      "experiment": {
        "description": "As it is now.",
        "$ref": "#/components/schemas/Experiment"
      },
      "plan_version": {
        "description": "Version of the base Plan that holds the variant.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      }
    },
    "additionalProperties": false
  },
  "SignInRequest": {
    "type": "object",
    "description": "Signing in with a key.",
    "properties": {
      "key": {
        "description": "An API key that may read, or the write token.",
        "type": "string"
      }
    },
    "additionalProperties": false
  },
  "Simulation": {
    "type": "object",
    "description": "Simulated shoppers since the process started.",
    "properties": {
      "available": {
        "description": "Whether they may come here at all (`simulation.enabled`, or the demonstration shop is served).",
        "type": "boolean"
      },
      "state": {
        "description": "`none` (nobody came yet), `running`, `finished` (its time was over), `stopped` or `failed`.",
        "type": "string"
      },
      "reason": {
        "description": "Why it failed.",
        "type": "string"
      },
      "run": {
        "description": "Name of the run; ids of shoppers are `sim-NAME-NUMBER`.",
        "type": "string"
      },
      "started_ms": {
        "description": "When it started, milliseconds since the Unix epoch.",
        "type": "number"
      },
      "ends_ms": {
        "description": "When it ends, or ended.",
        "type": "number"
      },
      "searches_per_second": {
        "description": "As asked for.",
        "type": "number"
      },
      "shoppers": {
        "description": "As asked for.",
        "type": "integer",
        "minimum": -2147483648,
        "maximum": 2147483647
      },
      "shoppers_seen": {
        "description": "Shoppers who came.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "searches": {
        "description": "Searches that were answered.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "refused": {
        "description": "Searches that the server was too busy for.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "clicks": {
        "description": "Clicks.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "purchases": {
        "description": "Purchases.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "revenue": {
        "description": "What these brought, by currency.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/Revenue"
        }
      }
    },
    "additionalProperties": false
  },
  "Sort": {
    "type": "object",
    "description": "An order by a number of the product. Products without it come last; equals are in the order of relevance.",
    "properties": {
      "field": {
        "description": "A numeric field: `price`, `stock`, `rating`, `rating_count`, `popularity`, `released` or a numeric attribute.",
        "type": "string"
      },
      "descending": {
        "description": "Largest first.",
        "type": "boolean"
      }
    },
    "additionalProperties": false
  },
  "Stage": {
    "type": "string",
    "description": "A stage of the cascade. `STAGE_UNSPECIFIED`: Not said. `STAGE_ASSIGN`: Shopper to experiment variants to one Plan. `STAGE_CACHE`: Look-up in the page cache. `STAGE_ENCODE`: Query to vector. `STAGE_RETRIEVE`: Words and vectors to candidates. `STAGE_FEATURES`: Candidates to feature rows. `STAGE_RANK`: Rows to the tree ensemble's order. `STAGE_RERANK`: The best of them to the cross-encoder's order. `STAGE_COMPOSE`: The page and its explanation.",
    "enum": [
      "STAGE_UNSPECIFIED",
      "STAGE_ASSIGN",
      "STAGE_CACHE",
      "STAGE_ENCODE",
      "STAGE_RETRIEVE",
      "STAGE_FEATURES",
      "STAGE_RANK",
      "STAGE_RERANK",
      "STAGE_COMPOSE"
    ]
  },
  "StageScores": {
    "type": "object",
    "description": "Score of one product at each stage; absent where it did not reach the stage. Scores of different stages are not on one scale.",
    "properties": {
      "bm25": {
        "description": "Weighted BM25F over the indexed fields.",
        "type": "number"
      },
      "cosine": {
        "description": "Cosine of the query's and the product's vectors, -1 to 1.",
        "type": "number"
      },
      "fused": {
        "description": "The two, fused.",
        "type": "number"
      },
      "ranker": {
        "description": "The tree ensemble's raw score.",
        "type": "number"
      },
      "reranker": {
        "description": "The cross-encoder's logit.",
        "type": "number"
      }
    },
    "additionalProperties": false
  },
  "StageTiming": {
    "type": "object",
    "description": "How long one stage took.",
    "properties": {
      "stage": {
        "description": "Which.",
        "$ref": "#/components/schemas/Stage"
      },
      "ms": {
        "description": "Time taken, in ms.",
        "type": "number"
      },
      "budget_ms": {
        "description": "Time that it was allowed, in ms; absent where it has no budget.",
        "type": "number"
      },
      "candidates_in": {
        "description": "Candidates that it was given.",
        "type": "integer",
        "minimum": -2147483648,
        "maximum": 2147483647
      },
      "candidates_out": {
        "description": "Candidates that it passed on.",
        "type": "integer",
        "minimum": -2147483648,
        "maximum": 2147483647
      }
    },
    "additionalProperties": false
  },
  "StageWindow": {
    "type": "object",
    "description": "One stage over a stretch of time.",
    "properties": {
      "stage": {
        "description": "Which.",
        "$ref": "#/components/schemas/Stage"
      },
      "latency": {
        "description": "Time that it took.",
        "$ref": "#/components/schemas/Latency"
      },
      "budget_ms": {
        "description": "What the base Plan allows it, ms. Absent where it has no budget of its own.",
        "type": "number"
      },
      "degraded": {
        "description": "How often it did not do all of its work, by cause.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/DegradedCount"
        }
      },
      "candidates_in": {
        "description": "Candidates that it was given, on average.",
        "type": "number"
      },
      "candidates_out": {
        "description": "Candidates that it passed on, on average.",
        "type": "number"
      }
    },
    "additionalProperties": false
  },
  "StartQueryRunRequest": {
    "type": "object",
    "description": "A run to begin.",
    "properties": {
      "key": {
        "description": "Key of the query set.",
        "type": "string"
      },
      "plans": {
        "description": "One, or two to compare: the second against the first.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/NamedPlan"
        }
      },
      "judgment_set": {
        "description": "Key of the judgment set. Empty: the query set's own.",
        "type": "string"
      },
      "author": {
        "description": "Who asks for it.",
        "type": "string"
      }
    },
    "additionalProperties": false
  },
  "StartQueryRunResponse": {
    "type": "object",
    "description": "As begun.",
    "properties": {
      "run": {
        "description": "The run.",
        "$ref": "#/components/schemas/QueryRun"
      }
    },
    "additionalProperties": false
  },
  "StartSimulationRequest": {
    "type": "object",
    "description": "How many shoppers, and for how long.",
    "properties": {
      "searches_per_second": {
        "description": "How often they search together, above 0, at most 50. Default 5.",
        "type": "number"
      },
      "shoppers": {
        "description": "How many different ones, 1 to 100,000; each comes again and again. Default 200.",
        "type": "integer",
        "minimum": -2147483648,
        "maximum": 2147483647
      },
      "minutes": {
        "description": "When they stop, above 0, at most 240. Default 10.",
        "type": "number"
      }
    },
    "additionalProperties": false
  },
  "StartSimulationResponse": {
    "type": "object",
    "description": "As it began.",
    "properties": {
      "simulation": {
        "description": "How far it is.",
        "$ref": "#/components/schemas/Simulation"
      }
    },
    "additionalProperties": false
  },
  "StopSimulationRequest": {
    "type": "object",
    "description": "Nothing is needed.",
    "properties": {},
    "additionalProperties": false
  },
  "StopSimulationResponse": {
    "type": "object",
    "description": "As it ended.",
    "properties": {
      "simulation": {
        "description": "How far it came.",
        "$ref": "#/components/schemas/Simulation"
      }
    },
    "additionalProperties": false
  },
  "StoredProduct": {
    "type": "object",
    "description": "A product as the store holds it.",
    "properties": {
      "product": {
        "description": "The product.",
        "$ref": "#/components/schemas/Product"
      },
      "version": {
        "description": "Grows with every write of any product and never repeats.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      }
    },
    "additionalProperties": false
  },
  "SystemFault": {
    "type": "object",
    "description": "A part that failed without failing anybody's request; the log of the process says why.",
    "properties": {
      "part": {
        "description": "A stage of the search, or `vectors`, `snapshot`, `index`, `models`, `experiments`, `behaviour`.",
        "type": "string"
      },
      "at_ms": {
        "description": "When it failed last, ms since the Unix epoch.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "count": {
        "description": "How often since the process started.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      }
    },
    "additionalProperties": false
  },
  "TextRange": {
    "type": "object",
    "description": "A half-open range [start, end) of a fragment's text, in UTF-16 units.",
    "properties": {
      "start": {
        "description": "First unit.",
        "type": "integer",
        "minimum": -2147483648,
        "maximum": 2147483647
      },
      "end": {
        "description": "Behind the last unit.",
        "type": "integer",
        "minimum": -2147483648,
        "maximum": 2147483647
      }
    },
    "additionalProperties": false
  },
  "TimelinePoint": {
    "type": "object",
    "description": "What was known at a moment.",
    "properties": {
      "at_ms": {
        "description": "Milliseconds since the Unix epoch: what happened before it counts.",
        "type": "number"
      },
      "variants": {
        "description": "In the order of the definition.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/VariantMetric"
        }
      },
      "preference": {
        "description": "Of an interleaved experiment.",
        "$ref": "#/components/schemas/Preference"
      }
    },
    "additionalProperties": false
  },
  "TrafficAttribute": {
    "type": "object",
    "description": "An attribute of requests.",
    "properties": {
      "name": {
        "description": "Its name.",
        "type": "string"
      },
      "values": {
        "description": "Its values, the most usual first, at most 20.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/TrafficValue"
        }
      }
    },
    "additionalProperties": false
  },
  "TrafficValue": {
    "type": "object",
    "description": "A value of an attribute.",
    "properties": {
      "value": {
        "description": "As text.",
        "type": "string"
      },
      "type": {
        "description": "`string`, `number` or `boolean`: how a condition spells it.",
        "type": "string"
      },
      "units": {
        "description": "Units whose last search came with it.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      }
    },
    "additionalProperties": false
  },
  "TransitionExperimentRequest": {
    "type": "object",
    "description": "What is to become of an experiment.",
    "properties": {
      "key": {
        "description": "Its key.",
        "type": "string"
      },
      "action": {
        "description": "`start`, `stop` (from the next search on everybody gets the base Plan), `kill` (the same as an emergency: whatever the version, and with a reason) or `archive`.",
        "type": "string"
      },
      "version": {
        "description": "The version that was read; 0 acts on whatever version there is.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "author": {
        "description": "Who.",
        "type": "string"
      },
      "reason": {
        "description": "Why.",
        "type": "string"
      }
    },
    "additionalProperties": false
  },
  "TransitionExperimentResponse": {
    "type": "object",
    "description": "What became of an experiment.",
    "properties": {
      "experiment": {
        "description": "As it is now.",
        "$ref": "#/components/schemas/Experiment"
      }
    },
    "additionalProperties": false
  },
  "UpdateExperimentRequest": {
    "type": "object",
    "description": "Another definition of an experiment.",
    "properties": {
      "key": {
        "description": "Its key.",
        "type": "string"
      },
      "definition": {
        "description": "The whole new definition.",
        "type": "object",
        "additionalProperties": true
      },
      "version": {
        "description": "The version that it was made from.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "new_phase": {
        "description": "Start a new phase, analysed by itself, where the change would mix shoppers of different assignments.",
        "type": "boolean"
      },
      "author": {
        "description": "Who.",
        "type": "string"
      },
      "reason": {
        "description": "Why.",
        "type": "string"
      }
    },
    "additionalProperties": false
  },
  "UpdateExperimentResponse": {
    "type": "object",
    "description": "Another definition of an experiment.",
    "properties": {
      "experiment": {
        "description": "As written.",
        "$ref": "#/components/schemas/Experiment"
      }
    },
    "additionalProperties": false
  },
  "UpdatePlanRequest": {
    "type": "object",
    "description": "Other settings.",
    "properties": {
      "overrides": {
        "description": "All of them: what is not named here is as the configuration has it.",
        "type": "object",
        "additionalProperties": true
      },
      "version": {
        "description": "The version that they were made from.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "author": {
        "description": "Who.",
        "type": "string"
      },
      "reason": {
        "description": "Why.",
        "type": "string"
      }
    },
    "additionalProperties": false
  },
  "UpdatePlanResponse": {
    "type": "object",
    "description": "Other settings.",
    "properties": {
      "plan": {
        "description": "As it is in force now.",
        "$ref": "#/components/schemas/BasePlan"
      }
    },
    "additionalProperties": false
  },
  "UpsertRequest": {
    "type": "object",
    "description": "A part of a stream of products.",
    "properties": {
      "products": {
        "description": "1 to 1,000 products. Parts are a matter of transport: products are numbered over the whole stream.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/Product"
        }
      }
    },
    "additionalProperties": false
  },
  "UpsertResponse": {
    "type": "object",
    "description": "What became of a stream of products.",
    "properties": {
      "accepted": {
        "description": "Products written.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "rejected": {
        "description": "Products refused; at most 1,000 of them are named in `rejections`.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "versions": {
        "description": "One a product of the stream, in order: the version written, or 0 where it was refused.",
        "type": "array",
        "items": {
          "type": "integer",
          "minimum": -9007199254740991,
          "maximum": 9007199254740991
        }
      },
      "rejections": {
        "description": "Products refused, in the order of the stream.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/Rejection"
        }
      }
    },
    "additionalProperties": false
  },
  "Variant": {
    "type": "object",
    "description": "An experiment variant.",
    "properties": {
      "experiment": {
        "description": "Name of the experiment.",
        "type": "string"
      },
      "variant": {
        "description": "Name of the variant.",
        "type": "string"
      },
      "reached": {
        "description": "What the variants differ in was at work in this search. False where the list came from the page cache, or where the stage that differs did not run: the shopper was to see the variant and could not.",
        "type": "boolean"
      },
      "interleaved": {
        "description": "The page is made of the rankings of both variants, and `variant` is `interleaved`. Where it is not reached, the page is the control's.",
        "type": "boolean"
      }
    },
    "additionalProperties": false
  },
  "VariantMetric": {
    "type": "object",
    "description": "One metric of one variant.",
    "properties": {
      "variant": {
        "description": "Key of the variant.",
        "type": "string"
      },
      "units": {
        "description": "Units that it is computed over.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "value": {
        "description": "The metric: a mean a unit, a share, a ratio or a quantile.",
        "type": "number"
      },
      "standard_error": {
        "description": "Standard error of `value`.",
        "type": "number"
      },
      "comparison": {
        "description": "Against the control; absent for the control itself.",
        "$ref": "#/components/schemas/Comparison"
      },
      "unweighed_value": {
        "description": "Where weights follow results: the value as if they had been fixed, for comparison only. It is biased, towards less of what was unlucky early.",
        "type": "number"
      }
    },
    "additionalProperties": false
  },
  "VariantUnits": {
    "type": "object",
    "description": "Units of a variant.",
    "properties": {
      "variant": {
        "description": "Key of the variant.",
        "type": "string"
      },
      "weight": {
        "description": "Share of the units that it should have; where weights follow results, by the weights of the batches that drew them.",
        "type": "number"
      },
      "units": {
        "description": "Units exposed to it and to no other variant.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "reached": {
        "description": "Of them, those that were shown what differs.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      },
      "days": {
        "description": "Units by the day that they were first exposed on, in order.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/DayUnits"
        }
      },
      "failed": {
        "description": "Of the units, those that a failing or late stage kept from what differs, and that never saw it.",
        "type": "integer",
        "minimum": -9007199254740991,
        "maximum": 9007199254740991
      }
    },
    "additionalProperties": false
  },
  "VerifyModelRequest": {
    "type": "object",
    "description": "Files to verify.",
    "properties": {
      "name": {
        "description": "Name of the model.",
        "type": "string"
      },
      "version": {
        "description": "The version.",
        "type": "string"
      }
    },
    "additionalProperties": false
  },
  "VerifyModelResponse": {
    "type": "object",
    "description": "What was found.",
    "properties": {
      "ok": {
        "description": "Whether every file has the size and the checksum of the manifest.",
        "type": "boolean"
      },
      "files": {
        "description": "One a file, as the manifest lists them.",
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/ModelFileVerdict"
        }
      },
      "error": {
        "description": "What is wrong with the manifest; empty where it is valid.",
        "type": "string"
      }
    },
    "additionalProperties": false
  }
} as const;
/** Fields that an answer always has. */
export const filledFields: Readonly<Record<string, readonly string[]>> = {
  "AddQueriesRequest": [
    "key",
    "queries",
    "file",
    "author"
  ],
  "AddQueriesResponse": [
    "added",
    "known"
  ],
  "AppliedRule": [
    "key",
    "notes"
  ],
  "Assignment": [
    "experiment",
    "variant",
    "reason",
    "phase"
  ],
  "AttributeTest": [
    "name",
    "values"
  ],
  "BasePlan": [
    "settings",
    "version",
    "author",
    "reason",
    "problem"
  ],
  "Batch": [
    "batch",
    "from_ms",
    "weights",
    "units"
  ],
  "BeginComparisonRequest": [
    "champion",
    "challenger",
    "share"
  ],
  "BeginComparisonResponse": [],
  "BlendedScore": [
    "score",
    "terms"
  ],
  "CacheWindow": [
    "cache",
    "hits",
    "misses"
  ],
  "CancelQueryRunRequest": [
    "id"
  ],
  "CancelQueryRunResponse": [],
  "Candidates": [
    "ids",
    "score",
    "bm25",
    "bm25_rank",
    "cosine",
    "dense_rank",
    "packed",
    "versions"
  ],
  "CatalogueFacts": [
    "products",
    "vectors_pending"
  ],
  "Change": [
    "at_ms",
    "author",
    "action",
    "reason"
  ],
  "CheckExperimentRequest": [
    "version",
    "new_phase"
  ],
  "CheckExperimentResponse": [
    "violations",
    "problem",
    "warnings"
  ],
  "Comparison": [
    "effect",
    "p_value",
    "sequential_p_value",
    "adjusted_p_value",
    "significant",
    "chance_to_win",
    "risk",
    "problem",
    "guardrail",
    "absolute_effect"
  ],
  "ConvexFusion": [
    "dense_weight"
  ],
  "Correction": [
    "from",
    "to"
  ],
  "CreateExperimentRequest": [
    "author"
  ],
  "CreateExperimentResponse": [],
  "CreateJudgmentSetRequest": [
    "key",
    "name",
    "author"
  ],
  "CreateJudgmentSetResponse": [],
  "CreateQuerySetRequest": [
    "key",
    "name",
    "judgment_set",
    "author"
  ],
  "CreateQuerySetResponse": [],
  "DayUnits": [
    "day",
    "units"
  ],
  "Degraded": [
    "stage",
    "cause",
    "detail"
  ],
  "DegradedCount": [
    "cause",
    "count"
  ],
  "DeleteRequest": [
    "ids"
  ],
  "DeleteResponse": [
    "accepted"
  ],
  "DeleteRuleRequest": [
    "key",
    "version",
    "author",
    "reason"
  ],
  "DeleteRuleResponse": [],
  "DescribeRequest": [],
  "DescribeResponse": [
    "products",
    "version",
    "fields",
    "filterable",
    "encoder",
    "vectors_pending",
    "models",
    "process",
    "state"
  ],
  "EndComparisonRequest": [
    "id"
  ],
  "EndComparisonResponse": [],
  "EvaluateRequest": [
    "shopper_id",
    "session_id"
  ],
  "EvaluateResponse": [
    "assignments"
  ],
  "Event": [
    "event_id",
    "action",
    "search_id",
    "shopper_id",
    "session_id",
    "product_id"
  ],
  "EventRejection": [
    "index",
    "event_id",
    "violations"
  ],
  "Experiment": [
    "key",
    "state",
    "version",
    "phase",
    "coverage",
    "warnings",
    "created_at_ms",
    "stop_reason",
    "shipped_variant"
  ],
  "Explanation": [
    "features",
    "fields",
    "rules"
  ],
  "ExportJudgmentsRequest": [
    "key",
    "format"
  ],
  "ExportJudgmentsResponse": [
    "qrels",
    "queries"
  ],
  "Facet": [
    "field",
    "values"
  ],
  "FacetRange": [],
  "FacetRequest": [
    "field",
    "ranges"
  ],
  "FacetValue": [
    "value",
    "count"
  ],
  "FeatureContribution": [
    "name",
    "contribution"
  ],
  "FieldScore": [
    "field",
    "score"
  ],
  "FieldViolation": [
    "field",
    "description"
  ],
  "Filter": [
    "field",
    "values",
    "exclude"
  ],
  "ForgetRequest": [
    "shopper_id"
  ],
  "ForgetResponse": [
    "deleted"
  ],
  "Fragment": [
    "text",
    "start",
    "ranges",
    "html"
  ],
  "GetBreakdownRequest": [
    "key",
    "triggered",
    "metric",
    "currency",
    "attribute",
    "correction"
  ],
  "GetBreakdownResponse": [
    "attributes",
    "metric",
    "better",
    "correction",
    "segments",
    "at_ms"
  ],
  "GetExperimentRequest": [
    "key"
  ],
  "GetExperimentResponse": [],
  "GetGradesRequest": [
    "key",
    "query"
  ],
  "GetGradesResponse": [],
  "GetModelRequest": [
    "name"
  ],
  "GetModelResponse": [
    "history"
  ],
  "GetModelVersionRequest": [
    "name",
    "version",
    "against"
  ],
  "GetModelVersionResponse": [
    "name",
    "kind",
    "card",
    "against",
    "metrics",
    "gate",
    "files"
  ],
  "GetPlanRequest": [],
  "GetPlanResponse": [],
  "GetQueryRequest": [
    "query"
  ],
  "GetQueryResponse": [
    "steps",
    "step_ms",
    "products",
    "positions",
    "spellings",
    "from_ms",
    "to_ms"
  ],
  "GetQueryRunRequest": [
    "id"
  ],
  "GetQueryRunResponse": [
    "queries"
  ],
  "GetQuerySetRequest": [
    "key"
  ],
  "GetQuerySetResponse": [
    "queries"
  ],
  "GetRequest": [
    "ids"
  ],
  "GetResponse": [
    "products",
    "missing"
  ],
  "GetResultsRequest": [
    "key",
    "triggered",
    "keep_bots",
    "keep_outliers",
    "currency",
    "rates"
  ],
  "GetResultsResponse": [
    "experiment",
    "phase",
    "variants",
    "metrics",
    "at_ms",
    "batches"
  ],
  "GetRuleRequest": [
    "key"
  ],
  "GetRuleResponse": [],
  "GetSimulationRequest": [],
  "GetSimulationResponse": [],
  "GetStatesRequest": [
    "ids"
  ],
  "GetStatesResponse": [
    "states",
    "versions"
  ],
  "GetSystemRequest": [],
  "GetSystemResponse": [
    "as_of_ms",
    "models",
    "remote_stages",
    "faults",
    "grafana_url"
  ],
  "GetTimelineRequest": [
    "key",
    "triggered",
    "metric",
    "currency"
  ],
  "GetTimelineResponse": [
    "metric",
    "better",
    "step_ms",
    "points"
  ],
  "Grade": [
    "product_id",
    "grade",
    "author",
    "at_ms"
  ],
  "GradeChange": [
    "product_id"
  ],
  "HiddenProducts": [
    "ids",
    "filters"
  ],
  "Highlight": [
    "field",
    "fragments"
  ],
  "HighlightedField": [
    "field"
  ],
  "Highlighting": [
    "fields"
  ],
  "ImportJudgmentsRequest": [
    "key",
    "qrels",
    "queries",
    "query_set",
    "author"
  ],
  "ImportJudgmentsResponse": [
    "queries",
    "grades",
    "unknown"
  ],
  "IndexedField": [
    "name",
    "boost"
  ],
  "InferenceLoad": [
    "running",
    "queued",
    "completed",
    "dropped",
    "wait_ms"
  ],
  "Interval": [],
  "JudgmentSet": [
    "key",
    "name",
    "queries",
    "grades",
    "created_at_ms"
  ],
  "KeptRule": [
    "version",
    "status",
    "updated_at_ms",
    "updated_by",
    "warnings"
  ],
  "Latency": [
    "count",
    "p50_ms",
    "p95_ms",
    "p99_ms"
  ],
  "LeftOut": [
    "crossed",
    "bots",
    "outliers"
  ],
  "ListChangesRequest": [
    "key"
  ],
  "ListChangesResponse": [
    "changes"
  ],
  "ListComparisonsRequest": [],
  "ListComparisonsResponse": [
    "comparisons"
  ],
  "ListExperimentsRequest": [
    "state"
  ],
  "ListExperimentsResponse": [
    "experiments"
  ],
  "ListJudgmentSetsRequest": [],
  "ListJudgmentSetsResponse": [
    "judgment_sets"
  ],
  "ListMetricsRequest": [],
  "ListMetricsResponse": [
    "metrics"
  ],
  "ListModelsRequest": [],
  "ListModelsResponse": [
    "models"
  ],
  "ListPlanChangesRequest": [],
  "ListPlanChangesResponse": [
    "changes"
  ],
  "ListQueriesRequest": [
    "kind",
    "contains",
    "cursor"
  ],
  "ListQueriesResponse": [
    "queries",
    "different_queries",
    "counts",
    "without_words",
    "robots",
    "simulated",
    "keeps_words",
    "from_ms",
    "to_ms",
    "next_cursor"
  ],
  "ListQueryRunsRequest": [
    "key"
  ],
  "ListQueryRunsResponse": [
    "runs"
  ],
  "ListQuerySetsRequest": [],
  "ListQuerySetsResponse": [
    "query_sets"
  ],
  "ListRuleChangesRequest": [
    "key"
  ],
  "ListRuleChangesResponse": [
    "changes"
  ],
  "ListRulesRequest": [],
  "ListRulesResponse": [
    "rules"
  ],
  "MeasureDifference": [
    "measure",
    "difference",
    "better",
    "worse",
    "equal"
  ],
  "Measures": [
    "ndcg_at_10",
    "mrr_at_10",
    "recall_at_100",
    "unjudged_at_10"
  ],
  "MetricResult": [
    "metric",
    "role",
    "kind",
    "better",
    "variants"
  ],
  "ModelChange": [
    "at_ms",
    "action",
    "version",
    "from",
    "to",
    "replaced",
    "author",
    "reason"
  ],
  "ModelFile": [
    "path",
    "bytes",
    "sha256"
  ],
  "ModelFileVerdict": [
    "path",
    "ok",
    "error"
  ],
  "ModelGateCheck": [
    "name",
    "value",
    "passed"
  ],
  "ModelLatency": [
    "per",
    "calls",
    "p50_ms",
    "p95_ms"
  ],
  "ModelMetric": [
    "key",
    "set",
    "metric",
    "better"
  ],
  "ModelPlace": [
    "setting",
    "named",
    "serving",
    "cause"
  ],
  "ModelVersion": [
    "version",
    "state",
    "error",
    "description",
    "licence",
    "created",
    "bytes",
    "trained_on",
    "gate_passed",
    "loaded",
    "places"
  ],
  "NamedPlan": [
    "name"
  ],
  "PatchRequest": [
    "patches"
  ],
  "PatchResponse": [
    "accepted",
    "rejected",
    "versions",
    "rejections"
  ],
  "PlanChange": [
    "version",
    "at_ms",
    "author",
    "action",
    "reason"
  ],
  "PlanMeasures": [
    "name",
    "p50_ms",
    "p95_ms",
    "degraded"
  ],
  "PlanSampleSizeRequest": [
    "baseline",
    "effect"
  ],
  "PlanSampleSizeResponse": [
    "units_per_variant"
  ],
  "PlanSetting": [
    "path",
    "source"
  ],
  "Positions": [],
  "Preference": [
    "control",
    "challenger",
    "units",
    "impressions",
    "wins",
    "losses",
    "ties",
    "preference",
    "standard_error",
    "p_value",
    "sign_p_value",
    "sequential_p_value",
    "significant"
  ],
  "PreviewTrafficRequest": [
    "unit",
    "metric",
    "custom",
    "currency"
  ],
  "PreviewTrafficResponse": [
    "days",
    "units",
    "matching",
    "matching_per_day",
    "attributes"
  ],
  "ProcessFacts": [
    "name",
    "version",
    "node_version",
    "started_at_ms",
    "memory_bytes",
    "heap_bytes",
    "busy_cores",
    "loop_delay_p99_ms"
  ],
  "Product": [
    "id",
    "title",
    "text",
    "category"
  ],
  "ProductPatch": [
    "id",
    "clear"
  ],
  "PromoteModelRequest": [
    "name",
    "version",
    "to",
    "author",
    "reason"
  ],
  "PromoteModelResponse": [
    "effect",
    "served"
  ],
  "PutRuleRequest": [
    "version",
    "author",
    "reason"
  ],
  "PutRuleResponse": [],
  "QueryGrades": [
    "query_id",
    "query",
    "version",
    "grades"
  ],
  "QueryPosition": [
    "position",
    "impressions",
    "clicks"
  ],
  "QueryProduct": [
    "product_id",
    "impressions",
    "clicks",
    "carts",
    "purchases"
  ],
  "QueryRun": [
    "id",
    "query_set",
    "judgment_set",
    "state",
    "author",
    "started_at_ms",
    "queries",
    "queries_done",
    "queries_unjudged",
    "plans",
    "differences",
    "detail"
  ],
  "QuerySet": [
    "key",
    "name",
    "judgment_set",
    "queries",
    "created_at_ms"
  ],
  "QuerySpelling": [
    "text",
    "searches"
  ],
  "QueryStatistics": [
    "terms",
    "documents",
    "average_length"
  ],
  "QueryStats": [
    "query",
    "searches",
    "searches_before",
    "shoppers",
    "zero_results",
    "clicked_searches",
    "click_rate_upper",
    "clicks",
    "reciprocal_rank",
    "purchases",
    "revenue",
    "degraded",
    "degraded_stages",
    "last_ms"
  ],
  "QueryStep": [
    "at_ms",
    "searches",
    "zero_results",
    "clicked_searches"
  ],
  "QueryTerm": [
    "term",
    "hash",
    "word",
    "document_frequency",
    "weight",
    "companions"
  ],
  "QueryTest": [
    "test",
    "values"
  ],
  "RampExperimentRequest": [
    "key",
    "coverage",
    "version",
    "author",
    "reason"
  ],
  "RampExperimentResponse": [],
  "RankRequest": [
    "model",
    "values",
    "rows",
    "contributions",
    "packed"
  ],
  "RankResponse": [
    "scores",
    "contributions"
  ],
  "RankedProduct": [
    "version",
    "position",
    "team",
    "highlights"
  ],
  "ReciprocalRankFusion": [
    "k",
    "dense_weight"
  ],
  "Recommendation": [
    "action",
    "reason",
    "variant"
  ],
  "RecordRequest": [
    "events"
  ],
  "RecordResponse": [
    "accepted",
    "duplicates",
    "rejections"
  ],
  "RecordStreamRequest": [
    "events"
  ],
  "RecordStreamResponse": [
    "accepted",
    "duplicates",
    "rejected",
    "rejections"
  ],
  "RegisteredModel": [
    "name",
    "kind",
    "versions",
    "champion",
    "shadow",
    "rollback_to"
  ],
  "Rejection": [
    "index",
    "id",
    "violations"
  ],
  "RemoteStage": [
    "stage",
    "address"
  ],
  "RemoveComparisonRequest": [
    "id"
  ],
  "RemoveComparisonResponse": [],
  "RemoveQueriesRequest": [
    "key",
    "queries",
    "author"
  ],
  "RemoveQueriesResponse": [
    "removed"
  ],
  "RestorePlanRequest": [
    "restored",
    "version",
    "author",
    "reason"
  ],
  "RestorePlanResponse": [],
  "RetrieveRequest": [
    "query",
    "query_vector",
    "mode",
    "boosts",
    "filters",
    "facets",
    "only",
    "packed_vector",
    "encoder",
    "for_features",
    "allow_unknown_fields",
    "hidden"
  ],
  "RetrieveResponse": [
    "total",
    "facets",
    "corrections"
  ],
  "Revenue": [
    "currency",
    "minor"
  ],
  "RollBackModelRequest": [
    "name",
    "author",
    "reason"
  ],
  "RollBackModelResponse": [
    "effect",
    "served"
  ],
  "Rule": [
    "key",
    "description",
    "actions",
    "state",
    "priority"
  ],
  "RuleAction": [
    "kind",
    "products",
    "filters",
    "out_of_stock"
  ],
  "RuleChange": [
    "at_ms",
    "author",
    "action",
    "reason"
  ],
  "RuleCondition": [
    "categories",
    "attributes",
    "every_search"
  ],
  "RuleEffect": [
    "rule",
    "kind",
    "to"
  ],
  "RunQuery": [
    "id",
    "query",
    "judged",
    "measures"
  ],
  "SampleRatio": [
    "p_value",
    "mismatch"
  ],
  "ScorePair": [
    "id",
    "version",
    "text"
  ],
  "ScoreRequest": [
    "model",
    "query",
    "pairs"
  ],
  "ScoreResponse": [
    "logits",
    "scored",
    "cached",
    "stopped"
  ],
  "SearchProgressiveRequest": [],
  "SearchProgressiveResponse": [
    "kind"
  ],
  "SearchRequest": [
    "query",
    "filters",
    "facets",
    "page_token",
    "explain",
    "rules"
  ],
  "SearchResponse": [
    "search_id",
    "products",
    "total",
    "facets",
    "corrections",
    "next_page_token",
    "timings",
    "degraded",
    "variants",
    "cached",
    "took_ms",
    "rules",
    "rung",
    "stale"
  ],
  "SearchWindow": [
    "length_ms",
    "searches",
    "cached",
    "degraded",
    "failed",
    "stages",
    "caches"
  ],
  "Segment": [
    "value",
    "values",
    "units",
    "variants"
  ],
  "ServedModel": [
    "setting",
    "named",
    "serving",
    "refused",
    "cause"
  ],
  "Session": [
    "signed_in",
    "name",
    "role",
    "roles",
    "csrf_token",
    "with_key",
    "with_oidc"
  ],
  "SetGradesRequest": [
    "key",
    "query",
    "grades",
    "author"
  ],
  "SetGradesResponse": [],
  "SetQuery": [
    "id",
    "text"
  ],
  "ShadowAgreement": [
    "overlap",
    "rank_biased_overlap",
    "moved",
    "same_first",
    "by_overlap"
  ],
  "ShadowComparison": [
    "id",
    "kind",
    "champion",
    "challenger",
    "share",
    "begun_ms",
    "compared",
    "dropped",
    "failed",
    "examples"
  ],
  "ShadowExample": [
    "query",
    "at_ms",
    "overlap",
    "champion",
    "challenger"
  ],
  "ShadowLatency": [
    "p50_ms",
    "p95_ms"
  ],
  "ShipVariantRequest": [
    "key",
    "variant",
    "version",
    "author",
    "reason"
  ],
  "ShipVariantResponse": [
    "plan_version"
  ],
  "SignInRequest": [
    "key"
  ],
  "Simulation": [
    "available",
    "state",
    "reason",
    "run",
    "started_ms",
    "ends_ms",
    "searches_per_second",
    "shoppers",
    "shoppers_seen",
    "searches",
    "refused",
    "clicks",
    "purchases",
    "revenue"
  ],
  "Sort": [
    "field",
    "descending"
  ],
  "StageScores": [],
  "StageTiming": [
    "stage",
    "ms",
    "candidates_in",
    "candidates_out"
  ],
  "StageWindow": [
    "stage",
    "degraded",
    "candidates_in",
    "candidates_out"
  ],
  "StartQueryRunRequest": [
    "key",
    "plans",
    "judgment_set",
    "author"
  ],
  "StartQueryRunResponse": [],
  "StartSimulationRequest": [],
  "StartSimulationResponse": [],
  "StopSimulationRequest": [],
  "StopSimulationResponse": [],
  "StoredProduct": [
    "version"
  ],
  "SystemFault": [
    "part",
    "at_ms",
    "count"
  ],
  "TextRange": [
    "start",
    "end"
  ],
  "TimelinePoint": [
    "at_ms",
    "variants"
  ],
  "TrafficAttribute": [
    "name",
    "values"
  ],
  "TrafficValue": [
    "value",
    "type",
    "units"
  ],
  "TransitionExperimentRequest": [
    "key",
    "action",
    "version",
    "author",
    "reason"
  ],
  "TransitionExperimentResponse": [],
  "UpdateExperimentRequest": [
    "key",
    "version",
    "new_phase",
    "author",
    "reason"
  ],
  "UpdateExperimentResponse": [],
  "UpdatePlanRequest": [
    "version",
    "author",
    "reason"
  ],
  "UpdatePlanResponse": [],
  "UpsertRequest": [
    "products"
  ],
  "UpsertResponse": [
    "accepted",
    "rejected",
    "versions",
    "rejections"
  ],
  "Variant": [
    "experiment",
    "variant",
    "reached",
    "interleaved"
  ],
  "VariantMetric": [
    "variant",
    "units",
    "value",
    "standard_error"
  ],
  "VariantUnits": [
    "variant",
    "weight",
    "units",
    "reached",
    "days",
    "failed"
  ],
  "VerifyModelRequest": [
    "name",
    "version"
  ],
  "VerifyModelResponse": [
    "ok",
    "files",
    "error"
  ]
};
