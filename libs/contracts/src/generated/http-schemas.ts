// Generated from libs/contracts/proto by `npm run generate`: JSON schemas of the messages.
export const httpSchemas = {
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
  "Positions": {
    "type": "object",
    "description": "Position after each stage, from 1; absent where the product did not reach the stage.",
    "properties": {
      "retrieval": {
        "description": "After retrieval and fusion.",
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
  "ProgressiveKind": {
    "type": "string",
    "description": "How far the cascade has come. `PROGRESSIVE_KIND_UNSPECIFIED`: Not said. `PROGRESSIVE_KIND_RANK`: The ranker's order, before the reranker. `PROGRESSIVE_KIND_FINAL`: All stages done.",
    "enum": [
      "PROGRESSIVE_KIND_UNSPECIFIED",
      "PROGRESSIVE_KIND_RANK",
      "PROGRESSIVE_KIND_FINAL"
    ]
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
      }
    },
    "additionalProperties": false
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
      }
    },
    "additionalProperties": false
  },
  "ScoreStop": {
    "type": "string",
    "description": "Why scoring stopped before the end. `SCORE_STOP_UNSPECIFIED`: It did not. `SCORE_STOP_BUDGET`: The time was up. `SCORE_STOP_CANCELLED`: The caller left. `SCORE_STOP_OVERLOADED`: More work than can be done was under way. `SCORE_STOP_FAILED`: The model failed.",
    "enum": [
      "SCORE_STOP_UNSPECIFIED",
      "SCORE_STOP_BUDGET",
      "SCORE_STOP_CANCELLED",
      "SCORE_STOP_OVERLOADED",
      "SCORE_STOP_FAILED"
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
        "description": "`next_page_token` of the answer before. Every field but `page_size` must be as in that request.",
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
        "description": "Products that match the query's words and pass the filters.",
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
  "TransitionExperimentRequest": {
    "type": "object",
    "description": "What is to become of an experiment.",
    "properties": {
      "key": {
        "description": "Its key.",
        "type": "string"
      },
      "action": {
        "description": "`start`, `stop` (the kill switch: from the next search on everybody gets the base Plan) or `archive`.",
        "type": "string"
      },
      "version": {
        "description": "The version that was read; 0 acts on whatever version there is, which is what a kill switch wants.",
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
  }
} as const;
