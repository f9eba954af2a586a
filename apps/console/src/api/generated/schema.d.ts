// Generated from the OpenAPI document by `npm run generate`.
export interface paths {
    "/ofrep/v1/evaluate/flags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Evaluate every flag
         * @description Counts no exposure.
         */
        post: operations["OfrepHttpController_evaluateAll"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ofrep/v1/evaluate/flags/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Evaluate one flag
         * @description Counts an exposure where the shopper is in a variant.
         */
        post: operations["OfrepHttpController_evaluate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/catalogue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the catalogue looks like */
        get: operations["CatalogHttpController_describe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Record events
         * @description What is acknowledged is on disk. An event that is refused does not stop the others.
         */
        post: operations["EventHttpController_record"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/experiments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Experiments, newest first */
        get: operations["ExperimentHttpController_list"];
        put?: never;
        /** Write a draft */
        post: operations["ExperimentHttpController_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/experiments/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One experiment */
        get: operations["ExperimentHttpController_get"];
        /** Write another definition */
        put: operations["ExperimentHttpController_update"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/experiments/{key}/{action}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Start, stop, kill or archive
         * @description It acts on the next search.
         */
        post: operations["ExperimentHttpController_transition"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/experiments/{key}/breakdown": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The comparison within each value of an attribute */
        get: operations["ExperimentHttpController_breakdown"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/experiments/{key}/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who changed what and when, newest first */
        get: operations["ExperimentHttpController_changes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/experiments/{key}/ramp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let more units take part
         * @description Those that are in stay where they are.
         */
        post: operations["ExperimentHttpController_ramp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/experiments/{key}/results": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What it has shown, exact at the last acknowledged event, and what to do */
        get: operations["ExperimentHttpController_results"];
        put?: never;
        /** The same, with currency rates */
        post: operations["ExperimentHttpController_resultsByBody"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/experiments/{key}/ship": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Write a variant's settings into the base Plan, and stop the experiment */
        post: operations["ExperimentHttpController_ship"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/experiments/{key}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The comparison at steps of time since the phase began */
        get: operations["ExperimentHttpController_timeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/experiments/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What is wrong with a definition
         * @description Nothing is written.
         */
        post: operations["ExperimentHttpController_check"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/experiments/evaluate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The variants of one shopper
         * @description Counts no exposure.
         */
        post: operations["ExperimentHttpController_evaluate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/experiments/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The metrics that an experiment may name */
        get: operations["ExperimentHttpController_metrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/experiments/sample-size": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** How many units an experiment needs */
        post: operations["ExperimentHttpController_planSampleSize"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/experiments/traffic": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Who searched in the last seven days, and how many of them a condition matches
         * @description With a metric, its mean and deviation among them, for a sample size.
         */
        post: operations["ExperimentHttpController_traffic"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/judgment-sets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Judgment sets */
        get: operations["JudgmentSetHttpController_list"];
        put?: never;
        /** Begin a judgment set */
        post: operations["JudgmentSetHttpController_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/judgment-sets/{key}/grades": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The grades of one query */
        get: operations["JudgmentSetHttpController_grades"];
        put?: never;
        /** Grade products for a query */
        post: operations["JudgmentSetHttpController_grade"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/judgment-sets/{key}/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take over judgments from TREC or BEIR files */
        post: operations["JudgmentSetHttpController_take"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/judgment-sets/{key}/qrels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The judgments as a file for `weir eval --qrels` */
        get: operations["JudgmentSetHttpController_qrels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/judgment-sets/{key}/queries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The judged queries as a file for `weir eval --queries` */
        get: operations["JudgmentSetHttpController_queries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What changed, as server-sent events
         * @description An event `changed` with `{topic, at_ms}` when experiments, results, plan, rules, judgments, queries, models or system changed; each topic at most every two seconds, and system as often as that. Ask the API again then.
         */
        get: operations["LiveController_watch"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every model with its versions */
        get: operations["ModelHttpController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One model with the history of its promotions */
        get: operations["ModelHttpController_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{name}/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One version: manifest, card, and metrics against another version */
        get: operations["ModelHttpController_getVersion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{name}/{version}/promote": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a version another state
         * @description Where the Plan names the state, it acts on the next search; `effect` says what happened.
         */
        post: operations["ModelHttpController_promote"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{name}/{version}/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Read every file of a version and compare it with the manifest */
        post: operations["ModelHttpController_verify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{name}/rollback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make the champion before this one the champion again */
        post: operations["ModelHttpController_rollBack"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The base Plan in force, and where each part comes from */
        get: operations["PlanHttpController_get"];
        /**
         * Lay other settings over the configuration's Plan
         * @description It acts on the next search.
         */
        put: operations["PlanHttpController_update"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plan/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who changed what and when, newest first */
        get: operations["PlanHttpController_changes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plan/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Put the settings of an earlier version in force again */
        post: operations["PlanHttpController_restore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/products": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Write products
         * @description Acknowledged products are on disk and found by the next search. A product that is refused does not stop the others.
         */
        post: operations["CatalogHttpController_upsert"];
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change prices, stock and the like
         * @description What is not given stays: words and vectors too. Acknowledged changes are on disk and found by the next search. A change that is refused, also for an id that is not there, does not stop the others.
         */
        patch: operations["CatalogHttpController_patch"];
        trace?: never;
    };
    "/v1/products/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One product */
        get: operations["CatalogHttpController_get"];
        put?: never;
        post?: never;
        /**
         * Remove a product
         * @description An id that is not there is not an error.
         */
        delete: operations["CatalogHttpController_delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/queries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What shoppers searched for, and how it went */
        get: operations["QueryHttpController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/queries/detail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One query over time, with its products and positions */
        get: operations["QueryHttpController_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/query-runs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far a run is, and what it has shown */
        get: operations["QueryRunHttpController_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/query-runs/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End a run before its time */
        post: operations["QueryRunHttpController_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/query-sets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Query sets */
        get: operations["QuerySetHttpController_list"];
        put?: never;
        /** Begin a query set */
        post: operations["QuerySetHttpController_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/query-sets/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A query set with its queries */
        get: operations["QuerySetHttpController_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/query-sets/{key}/queries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Add queries */
        post: operations["QuerySetHttpController_add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/query-sets/{key}/queries/remove": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take queries out */
        post: operations["QuerySetHttpController_remove"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/query-sets/{key}/run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Search its judged queries by one or two Plans
         * @description Answers at once.
         */
        post: operations["QuerySetHttpController_run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/query-sets/{key}/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The runs of a query set, newest first */
        get: operations["QuerySetHttpController_runs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Merchandising rules, by key */
        get: operations["MerchandisingHttpController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rules/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One rule */
        get: operations["MerchandisingHttpController_get"];
        /**
         * Write a rule, new or changed
         * @description It acts on the next search.
         */
        put: operations["MerchandisingHttpController_put"];
        post?: never;
        /**
         * Delete a rule
         * @description Its changes can still be read.
         */
        delete: operations["MerchandisingHttpController_delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rules/{key}/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who changed what and when, newest first */
        get: operations["MerchandisingHttpController_changes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Search with what fits into an address */
        get: operations["SearchHttpController_searchByAddress"];
        put?: never;
        /**
         * Search
         * @description The best products for this shopper and query, inside the deadline.
         */
        post: operations["SearchHttpController_search"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in, what they may do, and how one signs in */
        get: operations["SessionController_get"];
        put?: never;
        /**
         * Sign in with a key
         * @description Sets a cookie that no script can read. Calls that change something then send `x-weir-csrf` too.
         */
        post: operations["SessionController_begin"];
        /** Sign out */
        delete: operations["SessionController_end"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/shadow": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Comparisons of two models over the live searches of this process */
        get: operations["ShadowHttpController_list"];
        put?: never;
        /**
         * Begin a comparison
         * @description Shoppers see nothing of it and wait for nothing of it.
         */
        post: operations["ShadowHttpController_begin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/shadow/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove a comparison with its numbers */
        delete: operations["ShadowHttpController_remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/shadow/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End a comparison
         * @description Its numbers stay until it is removed.
         */
        post: operations["ShadowHttpController_end"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/shoppers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Forget a shopper
         * @description Deletes every event and exposure of theirs.
         */
        delete: operations["EventHttpController_forget"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/simulation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far simulated shoppers are */
        get: operations["SimulationHttpController_get"];
        put?: never;
        /**
         * Let simulated shoppers come
         * @description They leave by themselves.
         */
        post: operations["SimulationHttpController_start"];
        /**
         * Send them away
         * @description All that they did is recorded when it answers.
         */
        delete: operations["SimulationHttpController_stop"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/system": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How this process does
         * @description Its searches of the last five minutes and since it started, its caches, models, memory and load.
         */
        get: operations["SystemHttpController_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description Queries to add: listed, or as a file. */
        AddQueriesRequest: {
            /** @description Who adds them. */
            author?: string;
            /** @description JSON Lines with `_id` and `text`, lines of id, tab, text, or one query a line; at most 10,000 lines. */
            file?: string;
            /** @description Key of the set. */
            key?: string;
            /** @description At most 10,000. */
            queries?: components["schemas"]["SetQuery"][];
        };
        /** @description What was added. */
        AddQueriesResponse: {
            /** @description Queries that are new. */
            added: number;
            /** @description Queries that it had. */
            known: number;
            /** @description The set as it is now. */
            query_set?: components["schemas"]["QuerySet"];
        };
        /** @description A rule that was for a search. */
        AppliedRule: {
            /** @description Its key. */
            key: string;
            /** @description What of it did not act, and why: a product that is not there, is out of stock, or that another rule wanted elsewhere. */
            notes: string[];
        };
        /** @description One shopper in one experiment. */
        Assignment: {
            /** @description Key of the experiment. */
            experiment: string;
            /** @description Phase of the experiment. */
            phase: number;
            /** @description Why the shopper has it, or has none: `split`, `forced`, `sticky`, `not_targeted`, `not_covered`, `layer`, `holdout`, `prerequisite`, `no_unit`, `off`. */
            reason: string;
            /** @description Key of the variant; `interleaved` for a page of both; empty if none. */
            variant: string;
        };
        /** @description A test of one attribute of a request. */
        AttributeTest: {
            /** @description As in `SearchRequest.attributes`, e.g. `country`. */
            name?: string;
            /** @description It has one of these values; numbers and booleans are compared as text. */
            values?: string[];
        };
        /** @description What every search runs that no experiment changes. */
        BasePlan: {
            /** @description When, milliseconds since the Unix epoch; absent where nobody did. */
            at_ms?: number;
            /** @description Who wrote `overrides`. */
            author: string;
            /** @description The Plan without `overrides`. */
            configured?: {
                [key: string]: unknown;
            };
            /** @description What is laid over the configuration's Plan. */
            overrides?: {
                [key: string]: unknown;
            };
            /** @description Whole, as it was written: a model may be named by its state, e.g. `ranker-shop@champion`. */
            plan?: {
                [key: string]: unknown;
            };
            /** @description Why `overrides` are not in force, e.g. a model of them that is gone; empty where they are. */
            problem: string;
            /** @description Why. */
            reason: string;
            /** @description JSON schema of a Plan, for forms. */
            schema?: {
                [key: string]: unknown;
            };
            /** @description Every setting of `plan`. */
            settings: components["schemas"]["PlanSetting"][];
            /** @description Of `overrides`; 0 where there never were any. A change names the version that it was made from. */
            version: number;
        };
        /** @description Units that were drawn with the same weights. */
        Batch: {
            /** @description Counts from 1 in each phase. */
            batch: number;
            /** @description When it began, milliseconds since the Unix epoch. */
            from_ms: number;
            /** @description Units that it drew, by the variant's key. */
            units: {
                [key: string]: number;
            };
            /** @description Chance of each variant, by its key. */
            weights: {
                [key: string]: number;
            };
        };
        /** @description Two models to compare. */
        BeginComparisonRequest: {
            /** @description The same, of the same kind: ranker, cross-encoder or blend. */
            challenger?: string;
            /** @description name@version, or the version that has a state, as name@champion. */
            champion?: string;
            /** @description Share of the live searches that are scored again, above 0, at most 1. */
            share?: number;
            /** @description When it ends by itself, ms since 1970; absent: when it is ended, or with the process. */
            until_ms?: number;
        };
        /** @description A comparison. */
        BeginComparisonResponse: {
            /** @description As it began. */
            comparison?: components["schemas"]["ShadowComparison"];
        };
        /** @description The gain that is expected of a product in the reranked window, by which the window is ordered. */
        BlendedScore: {
            /** @description The sum of all terms. */
            score: number;
            /** @description What it is made of: `intercept`, `ranker`, `reranker`, and features by name, largest effect first. `value` is standardised over the window (absent for the intercept). */
            terms: components["schemas"]["FeatureContribution"][];
        };
        /** @description Reads of one cache over a stretch of time. */
        CacheWindow: {
            /** @description `pages` or `scores`. */
            cache: string;
            /** @description Keys that were there. */
            hits: number;
            /** @description Keys that were not. */
            misses: number;
        };
        /** @description A run to end. */
        CancelQueryRunRequest: {
            /** @description Its id. */
            id?: string;
        };
        /** @description The run as it is now. */
        CancelQueryRunResponse: {
            /** @description The run. */
            run?: components["schemas"]["QueryRun"];
        };
        /** @description Candidates as parallel lists of one length, best first. NaN where a product was not on that side's list. */
        Candidates: {
            /** @description Lexical score. */
            bm25?: number[];
            /** @description Rank on the lexical list, from 1. */
            bm25_rank?: number[];
            /** @description Cosine with the query's vector. */
            cosine?: number[];
            /** @description Rank on the dense list, from 1. */
            dense_rank?: number[];
            /** @description Product ids. */
            ids?: string[];
            /** @description With `for_features`: the five columns, in this order, one behind the other, as little-endian float64. */
            packed?: string;
            /** @description Fused score. */
            score?: number[];
            /** @description With `for_features`: the version of each product, as `StoredProduct` has it; 0 where it has just been removed. */
            versions?: number[];
        };
        /** @description The index of this process. */
        CatalogueFacts: {
            /** @description Products that can be found. */
            products: number;
            /** @description Products that have no vector yet. */
            vectors_pending: number;
        };
        /** @description A change of an experiment. */
        Change: {
            /** @description `create`, `update`, `start`, `stop`, `archive`, ... */
            action: string;
            /** @description After. */
            after?: {
                [key: string]: unknown;
            };
            /** @description Milliseconds since the Unix epoch. */
            at_ms: number;
            /** @description Who. */
            author: string;
            /** @description Before; absent for a creation. */
            before?: {
                [key: string]: unknown;
            };
            /** @description Why, as given. */
            reason: string;
        };
        /** @description A definition that somebody is writing. */
        CheckExperimentRequest: {
            /** @description `key` included. */
            definition?: {
                [key: string]: unknown;
            };
            /** @description As of `UpdateExperimentRequest`. */
            new_phase?: boolean;
            /** @description The version that it was made from; 0 for a new experiment. */
            version?: number;
        };
        /** @description What is wrong with it. */
        CheckExperimentResponse: {
            /** @description Why it may not be written though its fields are well, e.g. as the experiment is running; empty where it may be. */
            problem: string;
            /** @description Every wrong field; none in one that may be written. */
            violations: components["schemas"]["FieldViolation"][];
            /** @description As of `Experiment`. */
            warnings: string[];
        };
        /** @description A variant against the control. Effects are relative: 0.02 is two percent more than the control. */
        Comparison: {
            /** @description In the metric's own unit. */
            absolute_effect: number;
            /** @description `sequential_p_value` or `p_value`, whichever the experiment decides by, adjusted for the number of comparisons. */
            adjusted_p_value: number;
            /** @description Probability that the variant is better than the control (Bayesian, the experiment's prior). */
            chance_to_win: number;
            /** @description Of the Bayesian posterior. */
            credible?: components["schemas"]["Interval"];
            /** @description Relative difference. */
            effect: number;
            /** @description Confidence interval at the experiment's level, valid if looked at once. */
            fixed?: components["schemas"]["Interval"];
            /** @description For a guardrail: `ok`, `broken` or `unsure`. */
            guardrail: string;
            /** @description P value of Welch's t-test, valid if looked at once. */
            p_value: number;
            /** @description Why there is no comparison, e.g. too few units; the numbers above are then 0. */
            problem: string;
            /** @description Expected relative loss if the variant is shipped and is worse. */
            risk: number;
            /** @description Confidence sequence: valid however often it is looked at. */
            sequential?: components["schemas"]["Interval"];
            /** @description P value that is valid however often it is looked at. */
            sequential_p_value: number;
            /** @description `adjusted_p_value` is below the experiment's level. */
            significant: boolean;
            /** @description The variance that CUPED or stratification took away, as a share; absent where none was used. */
            variance_reduction?: number;
        };
        /** @description (1 - dense_weight) * bm25 + dense_weight * cosine, each min-max normalised over its own list. */
        ConvexFusion: {
            /** @description 0 to 1. */
            dense_weight?: number;
        };
        /** @description A word that matched nothing. */
        Correction: {
            /** @description As typed. */
            from: string;
            /** @description As read. */
            to: string;
        };
        /** @description A new experiment. */
        CreateExperimentRequest: {
            /** @description Who writes it, for the audit log. */
            author?: string;
            /** @description Its definition, `key` included. */
            definition?: {
                [key: string]: unknown;
            };
        };
        /** @description A new experiment. */
        CreateExperimentResponse: {
            /** @description As written. */
            experiment?: components["schemas"]["Experiment"];
        };
        /** @description A set to begin. */
        CreateJudgmentSetRequest: {
            /** @description Who begins it, for the audit log. */
            author?: string;
            /** @description 1 to 60 small letters, digits and hyphens, a letter or digit first. */
            key?: string;
            /** @description For people; at most 200 characters. Empty: the key. */
            name?: string;
        };
        /** @description As begun. */
        CreateJudgmentSetResponse: {
            /** @description The set. */
            judgment_set?: components["schemas"]["JudgmentSet"];
        };
        /** @description A set to begin. */
        CreateQuerySetRequest: {
            /** @description Who begins it, for the audit log. */
            author?: string;
            /** @description Key of the judgment set that its runs are measured by; may be empty. */
            judgment_set?: string;
            /** @description 1 to 60 small letters, digits and hyphens, a letter or digit first. */
            key?: string;
            /** @description For people; at most 200 characters. Empty: the key. */
            name?: string;
        };
        /** @description As begun. */
        CreateQuerySetResponse: {
            /** @description The set. */
            query_set?: components["schemas"]["QuerySet"];
        };
        /** @description Units of one day. */
        DayUnits: {
            /** @description UTC, as `2026-01-31`. */
            day: string;
            /** @description Units whose first exposure was on it. */
            units: number;
        };
        /** @description A stage that did not do all of its work; the answer keeps the order of the stage before. */
        Degraded: {
            /** @description Why. */
            cause: components["schemas"]["DegradedCause"];
            /** @description For operators. */
            detail: string;
            /** @description Which. */
            stage: components["schemas"]["Stage"];
        };
        /**
         * @description Why a stage did not do all of its work. `DEGRADED_CAUSE_UNSPECIFIED`: Not said. `DEGRADED_CAUSE_DEADLINE`: Its budget or the search's deadline ended. `DEGRADED_CAUSE_FAILED`: It failed. `DEGRADED_CAUSE_OVERLOADED`: More work than can be done was under way. `DEGRADED_CAUSE_UNAVAILABLE`: What it needs is not there.
         * @enum {string}
         */
        DegradedCause: "DEGRADED_CAUSE_UNSPECIFIED" | "DEGRADED_CAUSE_DEADLINE" | "DEGRADED_CAUSE_FAILED" | "DEGRADED_CAUSE_OVERLOADED" | "DEGRADED_CAUSE_UNAVAILABLE";
        /** @description How often a stage did not do all of its work, for one cause. */
        DegradedCount: {
            /** @description Which. */
            cause: components["schemas"]["DegradedCause"];
            /** @description How often. */
            count: number;
        };
        /** @description A part of a stream of ids. */
        DeleteRequest: {
            /** @description 1 to 1,000 ids. */
            ids?: string[];
        };
        /** @description What became of a stream of ids. */
        DeleteResponse: {
            /** @description Ids removed or not there to begin with. */
            accepted: number;
        };
        /** @description A rule to delete. */
        DeleteRuleRequest: {
            /** @description Who. */
            author?: string;
            /** @description Its key. */
            key?: string;
            /** @description Why. */
            reason?: string;
            /** @description The version that was read. */
            version?: number;
        };
        /** @description A rule that was deleted. */
        DeleteRuleResponse: Record<string, never>;
        /** @description Nothing to say. */
        DescribeRequest: Record<string, never>;
        /** @description What the catalogue looks like. */
        DescribeResponse: {
            /** @description Model that product vectors are made with, as name@version; empty where there is none. */
            encoder: string;
            /** @description Indexed text fields in order. */
            fields: components["schemas"]["IndexedField"][];
            /** @description Fields that `filters`, `facets` and, where numeric, `sort` may name. */
            filterable: string[];
            /** @description How the catalogue's own rows are read (see docs/configuration.md). */
            mapping?: {
                [key: string]: unknown;
            };
            /** @description Models of the base Plan. */
            models: components["schemas"]["ServedModel"][];
            /** @description The base Plan in force, every model by its version. */
            plan?: {
                [key: string]: unknown;
            };
            /** @description Names the process that answers, for as long as it runs. */
            process: string;
            /** @description Products that can be found. */
            products: number;
            /** @description What searches of this process find: another one after every write that a search could see. */
            state: string;
            /** @description Products whose vector is still being made: until then they are found by words only. */
            vectors_pending: number;
            /** @description Highest version given out; 0 for an empty catalogue. */
            version: number;
        };
        /** @description A comparison to end. */
        EndComparisonRequest: {
            /** @description Its id. */
            id?: string;
        };
        /** @description A comparison. */
        EndComparisonResponse: {
            /** @description As it ended. */
            comparison?: components["schemas"]["ShadowComparison"];
        };
        /** @description Why a request was refused or failed. */
        Error: {
            /** @description As the gRPC status is called, e.g. `INVALID_ARGUMENT`. */
            code: string;
            /** @description What happened and what to do. */
            message: string;
            /** @description Every wrong field. */
            violations: components["schemas"]["FieldViolation"][];
        };
        /** @description A shopper to assign. */
        EvaluateRequest: {
            /** @description What targeting may ask about the request. */
            attributes?: {
                [key: string]: unknown;
            };
            /** @description The visit, for experiments on sessions. */
            session_id?: string;
            /** @description Who; 1 to 512 characters. Absent: experiments on shoppers do not apply. */
            shopper_id?: string;
        };
        /** @description The variants of one shopper. */
        EvaluateResponse: {
            /** @description One an experiment that is running. */
            assignments: components["schemas"]["Assignment"][];
            /** @description The Plan in force for the shopper. */
            plan?: {
                [key: string]: unknown;
            };
        };
        /** @description One thing that one shopper did. */
        Event: {
            /** @description What was done: `impression`, `click`, `add_to_cart`, `purchase`, `search`, or a name of your own (lower-case letters, digits, `_`, `.` and `-`, beginning with a letter; at most 100). */
            action?: string;
            /** @description When, milliseconds since the Unix epoch. Default: when the server received it. */
            at_ms?: number;
            /** @description Anything else worth keeping: strings, numbers and booleans by name, at most 32. */
            attributes?: {
                [key: string]: unknown;
            };
            /** @description ISO 4217 code, e.g. `EUR`; needed with `revenue_minor`. */
            currency?: string;
            /** @description Given by the client, 1 to 256 characters; an event with the same id is recorded once. */
            event_id?: string;
            /** @description Position that the product was shown at, from 1. */
            position?: number;
            /** @description With which product; needed for `impression`, `click` and `add_to_cart`. */
            product_id?: string;
            /** @description Units put into the cart or bought, above 0. Default 1. */
            quantity?: number;
            /** @description The shopper's words; not kept where raw query text is switched off. */
            query?: string;
            /** @description For a purchase: what was paid for all units, in minor units of `currency` (cents). */
            revenue_minor?: number;
            /** @description `SearchResponse.search_id` that the product was shown by; empty outside of search. */
            search_id?: string;
            /** @description The visit; kept as a keyed hash only. */
            session_id?: string;
            /** @description Who; kept as a keyed hash only. This or `session_id` is needed. */
            shopper_id?: string;
            /** @description The browser's user agent: robots that say so are marked. It is not kept. */
            user_agent?: string;
            /** @description A number that a metric may add up. */
            value?: number;
        };
        /** @description An event that was refused. */
        EventRejection: {
            /** @description Its id, as given. */
            event_id: string;
            /** @description Place in the request or the stream, from 0. */
            index: number;
            /** @description Every wrong field of it. */
            violations: components["schemas"]["FieldViolation"][];
        };
        /** @description An experiment. */
        Experiment: {
            /** @description Share of the units that take part now, 0 to 1: what the ramp has come to. */
            coverage: number;
            /** @description When it was written first, milliseconds since the Unix epoch. */
            created_at_ms: number;
            /** @description As written, every default filled in (see docs/experiments.md). */
            definition?: {
                [key: string]: unknown;
            };
            /** @description Unique. */
            key: string;
            /** @description Counts from 1; each is analysed by itself. */
            phase: number;
            /** @description The variant whose settings went into the base Plan; empty if none did. */
            shipped_variant: string;
            /** @description When it was started. */
            started_at_ms?: number;
            /** @description `draft`, `running`, `stopped` or `archived`. */
            state: string;
            /** @description Why it was stopped. */
            stop_reason: string;
            /** @description When it was stopped. */
            stopped_at_ms?: number;
            /** @description Of the last change; a change names the version that it was made from. */
            version: number;
            /** @description What is worth knowing and no error, e.g. another experiment that changes the same setting. */
            warnings: string[];
        };
        /** @description Why a product stands where it stands. */
        Explanation: {
            /** @description How the reranked window was ordered; absent outside of it, and where the Plan names no blend. */
            blend?: components["schemas"]["BlendedScore"];
            /** @description The ranker's score of a product of which nothing is known: `expected` plus all contributions is its score. */
            expected?: number;
            /** @description Values and contributions to the ranker's score, largest effect first. */
            features: components["schemas"]["FeatureContribution"][];
            /** @description What each indexed field adds to `bm25`, largest first; none for a product that no word matched. */
            fields: components["schemas"]["FieldScore"][];
            /** @description Positions after each stage. */
            positions?: components["schemas"]["Positions"];
            /** @description What merchandising rules did to it; empty where none moved it. */
            rules: components["schemas"]["RuleEffect"][];
        };
        /** @description A set to write files of. */
        ExportJudgmentsRequest: {
            /** @description `trec` or `beir`. Empty: `trec`. */
            format?: string;
            /** @description Key of the set. */
            key?: string;
        };
        /** @description The files. */
        ExportJudgmentsResponse: {
            /** @description Judgments, a line each. */
            qrels?: string;
            /** @description Queries as JSON Lines with `_id` and `text`. */
            queries?: string;
        };
        /** @description Counts of one field. */
        Facet: {
            /** @description As in the request. */
            field: string;
            /** @description Most frequent first, or in the order of the request's ranges. */
            values: components["schemas"]["FacetValue"][];
        };
        /** @description A half-open range [from, to); an absent bound is open. */
        FacetRange: {
            /** @description At least this. */
            from?: number;
            /** @description Less than this. */
            to?: number;
        };
        /** @description Counts wanted of one field. */
        FacetRequest: {
            /** @description As in `Filter.field`. */
            field?: string;
            /** @description At most this many values, most frequent first: 1 to 1,000. Default 10. */
            limit?: number;
            /** @description Count within these ranges instead of by value; numeric fields only. At most 100. */
            ranges?: components["schemas"]["FacetRange"][];
        };
        /** @description One value of a facet. */
        FacetValue: {
            /** @description Products with it. */
            count: number;
            /** @description The value, or the range as `from..to` with an absent bound left out. */
            value: string;
        };
        /** @description One feature of one product. */
        FeatureContribution: {
            /** @description SHAP value: what it adds to the ranker's score. */
            contribution: number;
            /** @description As listed in docs/features.md. */
            name: string;
            /** @description Absent where the feature is missing. */
            value?: number;
        };
        /** @description What the words in one field add to a product's BM25F. */
        FieldScore: {
            /** @description As the catalogue's index calls it, e.g. `title`. */
            field: string;
            /** @description Its part of the sum: each word's score, shared by what each field's occurrences weigh. */
            score: number;
        };
        /** @description One field of a request that is wrong, and what would be right. Over gRPC the violations of a refused request are a `google.rpc.BadRequest` in the status details; over HTTP they are the `violations` of the JSON body. */
        FieldViolation: {
            /** @description What is wrong and what would be right. */
            description: string;
            /** @description Path in the request, e.g. `page_size`, `filters[2].field`, `plan.reranker.window`. */
            field: string;
        };
        /** @description A condition on products: either `values`, or `min`, `max` or both. */
        Filter: {
            /** @description Turns `values` round: the field has none of them. Products without the field pass. */
            exclude?: boolean;
            /** @description `brand`, `category`, `price`, `stock`, `rating`, `rating_count`, `popularity`, `released`, or the name of an attribute. CatalogService.Describe lists them. */
            field?: string;
            /** @description The field is a number of at most this, which is not below `min`. Products without the field do not pass. */
            max?: number;
            /** @description The field is a number of at least this. Products without the field do not pass. */
            min?: number;
            /** @description The field has one of these values, as facets show them; compared without regard to case and accents. At most 1,000. */
            values?: string[];
        };
        /** @description A shopper to forget. */
        ForgetRequest: {
            /** @description As it was in the events and searches. */
            shopper_id?: string;
        };
        /** @description What was deleted. */
        ForgetResponse: {
            /** @description Events and exposures deleted; 0 if none were known. */
            deleted: number;
        };
        /** @description A piece of a field's text with at least one matched word. */
        Fragment: {
            /** @description The piece as HTML: `&`, `<`, `>` and quotes of the product's text are escaped, and every matched word stands between the tags. */
            html: string;
            /** @description The matched words, in order, apart from each other. */
            ranges: components["schemas"]["TextRange"][];
            /** @description Where it begins in the field's text, in UTF-16 units (what JavaScript, Java and C# count in; Python and Go count otherwise). */
            start: number;
            /** @description The piece, as it stands in the product: not escaped. */
            text: string;
        };
        /** @description A comparison within each value of an attribute wanted. */
        GetBreakdownRequest: {
            /** @description Attribute of the request that a unit came in with, e.g. `device`, or `query_words`. Empty: only what there is. */
            attribute?: string;
            /** @description `holm`, `bonferroni` or `benjamini-hochberg`. Default: the experiment's. */
            correction?: string;
            /** @description As of `GetResultsRequest`. */
            currency?: string;
            /** @description Key of the experiment. */
            key?: string;
            /** @description Default: the primary metric. */
            metric?: string;
            /** @description Default: the phase in force. */
            phase?: number;
            /** @description As of `GetResultsRequest`. */
            triggered?: boolean;
        };
        /** @description A comparison within each value of an attribute. */
        GetBreakdownResponse: {
            /** @description When this was computed, milliseconds since the Unix epoch. */
            at_ms: number;
            /** @description Attributes that units came with, by name. */
            attributes: string[];
            /** @description `higher` or `lower` is better. */
            better: string;
            /** @description How p values are corrected for being several: over all segments and variants. */
            correction: string;
            /** @description Key of the metric. */
            metric: string;
            /** @description The largest first; beyond 12, the rest is one. */
            segments: components["schemas"]["Segment"][];
        };
        /** @description An experiment wanted. */
        GetExperimentRequest: {
            /** @description Its key. */
            key?: string;
        };
        /** @description An experiment. */
        GetExperimentResponse: {
            /** @description The experiment. */
            experiment?: components["schemas"]["Experiment"];
        };
        /** @description A query of a judgment set. */
        GetGradesRequest: {
            /** @description Key of the set. */
            key?: string;
            /** @description The shopper's words. Case, surrounding and repeated space do not matter. */
            query?: string;
        };
        /** @description Its grades. */
        GetGradesResponse: {
            /** @description The grades. */
            grades?: components["schemas"]["QueryGrades"];
        };
        /** @description A model wanted. */
        GetModelRequest: {
            /** @description Its name. */
            name?: string;
        };
        /** @description A model. */
        GetModelResponse: {
            /** @description Newest first. */
            history: components["schemas"]["ModelChange"][];
            /** @description The model. */
            model?: components["schemas"]["RegisteredModel"];
        };
        /** @description A version wanted. */
        GetModelVersionRequest: {
            /** @description Version to compare its metrics with; empty for the one before it. */
            against?: string;
            /** @description Name of the model. */
            name?: string;
            /** @description A version, or the state `champion` or `shadow`. */
            version?: string;
        };
        /** @description A version. */
        GetModelVersionResponse: {
            /** @description Version that the metrics are compared with; empty where there is none. */
            against: string;
            /** @description Its card, Markdown; empty where it has none. */
            card: string;
            /** @description Its files, by name. */
            files: components["schemas"]["ModelFile"][];
            /** @description What it had to reach to be published. */
            gate: components["schemas"]["ModelGateCheck"][];
            /** @description `encoder`, `ranker`, `cross-encoder` or `blend`; empty where the manifest is not valid. */
            kind: string;
            /** @description Its manifest as it stands in its folder; absent where it is not valid. */
            manifest?: {
                [key: string]: unknown;
            };
            /** @description What was measured of it, by set and metric. */
            metrics: components["schemas"]["ModelMetric"][];
            /** @description Name of the model. */
            name: string;
            /** @description The version. */
            version?: components["schemas"]["ModelVersion"];
        };
        /** @description The base Plan wanted. */
        GetPlanRequest: Record<string, never>;
        /** @description The base Plan. */
        GetPlanResponse: {
            /** @description As it is in force. */
            plan?: components["schemas"]["BasePlan"];
        };
        /** @description Which query is asked for. */
        GetQueryRequest: {
            /** @description As in `ListQueriesRequest`. */
            from_ms?: number;
            /** @description Most products, 1 to 200. Default 20. */
            products?: number;
            /** @description As `QueryStats.query`, or as a shopper wrote it. */
            query?: string;
            /** @description As in `ListQueriesRequest`. */
            simulated?: boolean;
            /** @description As in `ListQueriesRequest`. */
            to_ms?: number;
            /** @description How far the clock of the reader's zone is ahead of UTC, minutes, -840 to 840: days begin at its midnight. Default 0. */
            utc_offset_minutes?: number;
        };
        /** @description One query in detail. */
        GetQueryResponse: {
            /** @description The span that was looked at, milliseconds since the Unix epoch. */
            from_ms: number;
            /** @description The first 20 positions with an impression or a click. */
            positions: components["schemas"]["QueryPosition"][];
            /** @description Products that were clicked, put into the cart or bought, the most clicked first. */
            products: components["schemas"]["QueryProduct"][];
            /** @description How shoppers wrote it, the most frequent first, at most 5. */
            spellings: components["schemas"]["QuerySpelling"][];
            /** @description Over the whole span. */
            stats?: components["schemas"]["QueryStats"];
            /** @description Length of a step, ms: a minute, an hour or a day, by the length of the span. */
            step_ms: number;
            /** @description Steps of time with a search, in order. */
            steps: components["schemas"]["QueryStep"][];
            /** @description Its end. */
            to_ms: number;
        };
        /** @description A run to read. */
        GetQueryRunRequest: {
            /** @description Its id. */
            id?: string;
        };
        /** @description One run. */
        GetQueryRunResponse: {
            /** @description Once it is done: each query of the set, those without grades at the end. */
            queries: components["schemas"]["RunQuery"][];
            /** @description The run. */
            run?: components["schemas"]["QueryRun"];
        };
        /** @description A set to read. */
        GetQuerySetRequest: {
            /** @description Key of the set. */
            key?: string;
        };
        /** @description A set with its queries. */
        GetQuerySetResponse: {
            /** @description By their words. */
            queries: components["schemas"]["SetQuery"][];
            /** @description The set. */
            query_set?: components["schemas"]["QuerySet"];
        };
        /** @description Products wanted. */
        GetRequest: {
            /** @description 1 to 1,000 ids. */
            ids?: string[];
        };
        /** @description Products by id. */
        GetResponse: {
            /** @description Ids that are not there. */
            missing?: string[];
            /** @description Those found, in the order of the request. */
            products?: components["schemas"]["StoredProduct"][];
        };
        /** @description Results wanted. */
        GetResultsRequest: {
            /** @description Only this currency's revenue, or all revenue converted to it where `rates` are given. ISO 4217. */
            currency?: string;
            /** @description Keep declared robots and units of robotic speed, which are left out otherwise. */
            keep_bots?: boolean;
            /** @description Keep outlier units as they are: no winsorising. */
            keep_outliers?: boolean;
            /** @description Key of the experiment. */
            key?: string;
            /** @description Default: the phase in force. */
            phase?: number;
            /** @description Units of `currency` that one unit of another buys. */
            rates?: {
                [key: string]: number;
            };
            /** @description Only units that were shown what differs, from that moment on. */
            triggered?: boolean;
            /** @description Only events before this, milliseconds since the Unix epoch. Default: now. */
            until_ms?: number;
        };
        /** @description What an experiment has shown. */
        GetResultsResponse: {
            /** @description When this was computed, milliseconds since the Unix epoch. */
            at_ms: number;
            /** @description Where weights follow results: every batch, the first first. All values and comparisons are then corrected for the weights that each unit was drawn with. */
            batches: components["schemas"]["Batch"][];
            /** @description Key of the experiment. */
            experiment: string;
            /** @description Whether the variants came to work for the same share of their units. */
            exposure?: components["schemas"]["SampleRatio"];
            /** @description Units that were left out. */
            left_out?: components["schemas"]["LeftOut"];
            /** @description The primary metric first, then secondary ones and guardrails. */
            metrics: components["schemas"]["MetricResult"][];
            /** @description Phase that was analysed. */
            phase: number;
            /** @description Of an interleaved experiment: which ranking was preferred. `variants` then has one row, `interleaved`, and there are no metrics. */
            preference?: components["schemas"]["Preference"];
            /** @description What to do, and why. */
            recommendation?: components["schemas"]["Recommendation"];
            /** @description Whether the units were split as they should have been. */
            sample_ratio?: components["schemas"]["SampleRatio"];
            /** @description In the order of the definition; the first is the control. */
            variants: components["schemas"]["VariantUnits"][];
        };
        /** @description A rule wanted. */
        GetRuleRequest: {
            /** @description Its key. */
            key?: string;
        };
        /** @description A rule. */
        GetRuleResponse: {
            /** @description The rule. */
            rule?: components["schemas"]["KeptRule"];
        };
        /** @description Nothing is needed. */
        GetSimulationRequest: Record<string, never>;
        /** @description How it stands. */
        GetSimulationResponse: {
            /** @description The one that runs, or the last one. */
            simulation?: components["schemas"]["Simulation"];
        };
        /** @description Products whose states are wanted. */
        GetStatesRequest: {
            /** @description 1 to 1,000 ids. */
            ids?: string[];
        };
        /** @description States of products as parallel lists, in the order of the request. */
        GetStatesResponse: {
            /** @description Empty where there is no such product. Else, little-endian: price, stock, rating, number of ratings, popularity and release date (ms since the Unix epoch) as float64, NaN where unknown; then as uint32 the number of fields, where each field ends in the tokens, the hash of the brand, the number of category levels, their hashes, and the tokens. */
            states?: string[];
            /** @description Version of each product, as `StoredProduct` has it; 0 where there is none. */
            versions?: number[];
        };
        /** @description Nothing to say. */
        GetSystemRequest: Record<string, never>;
        /** @description One process, now. */
        GetSystemResponse: {
            /** @description When this was so, ms since the Unix epoch. */
            as_of_ms: number;
            /** @description What can be found. Absent where the process has no index. */
            catalogue?: components["schemas"]["CatalogueFacts"];
            /** @description What failed without failing a search, the latest first, one a part. */
            faults: components["schemas"]["SystemFault"][];
            /** @description Dashboard of the whole installation. Empty where none is configured. */
            grafana_url: string;
            /** @description Work that waits for a core. Absent where no model runs in this process. */
            inference?: components["schemas"]["InferenceLoad"];
            /** @description Models of the base Plan. */
            models: components["schemas"]["ServedModel"][];
            /** @description The process itself. */
            process?: components["schemas"]["ProcessFacts"];
            /** @description Its searches of the last minutes. */
            recent?: components["schemas"]["SearchWindow"];
            /** @description Stages that other processes have. */
            remote_stages: components["schemas"]["RemoteStage"][];
            /** @description Its searches since it started. */
            since_start?: components["schemas"]["SearchWindow"];
        };
        /** @description The course of a comparison wanted. */
        GetTimelineRequest: {
            /** @description As of `GetResultsRequest`. */
            currency?: string;
            /** @description Key of the experiment. */
            key?: string;
            /** @description Default: the primary metric. Without meaning for an interleaved experiment. */
            metric?: string;
            /** @description Default: the phase in force. */
            phase?: number;
            /** @description Most steps, 2 to 60. Default: 30. */
            steps?: number;
            /** @description As of `GetResultsRequest`. */
            triggered?: boolean;
        };
        /** @description The course of a comparison. */
        GetTimelineResponse: {
            /** @description `higher` or `lower` is better. */
            better: string;
            /** @description Key of the metric; empty for an interleaved experiment. */
            metric: string;
            /** @description The first first; the last is now, or when the phase ended. */
            points: components["schemas"]["TimelinePoint"][];
            /** @description Length of a step, milliseconds. */
            step_ms: number;
        };
        /** @description How good one product is for a query. */
        Grade: {
            /** @description When, ms since 1970. */
            at_ms: number;
            /** @description Who said so. */
            author: string;
            /** @description 0 not at all, 1 somewhat, 2 good, 3 exactly what was wanted; files may bring up to 9. */
            grade: number;
            /** @description Id of the product. */
            product_id: string;
        };
        /** @description One grade to give or to take back. */
        GradeChange: {
            /** @description 0 to 9. Absent: the grade is taken back. */
            grade?: number;
            /** @description Id of the product. */
            product_id?: string;
        };
        /** @description Products to leave out. */
        HiddenProducts: {
            /** @description Those that pass all of these, where there are any. */
            filters?: components["schemas"]["Filter"][];
            /** @description Those with one of these ids. */
            ids?: string[];
        };
        /** @description Where the words that the search matched stand in one field of a product. A word is matched as the search matched it: whatever its ending, case and accents, as a synonym, as what a mistyped word was read as, or as begun by the last one. Looked at are the first 50,000 UTF-16 units of a field and 1,000,000 of a page. */
        Highlight: {
            /** @description As in the request. */
            field: string;
            /** @description In the order of the text. */
            fragments: components["schemas"]["Fragment"][];
        };
        /** @description A field to show matched words of. */
        HighlightedField: {
            /** @description `title`, `brand` or a text field of the catalogue, e.g. `description`. */
            field?: string;
            /** @description Longest piece in UTF-16 units, 20 to 1,000. It ends at line breaks or between words; only a matched word that is longer itself is shown whole. Default 120. */
            fragment_size?: number;
            /** @description At most this many pieces of its text, 0 to 20: those that match most of the query. 0: the whole text, to 10,000 UTF-16 units. Default: 0 for `title` and `brand`, else 3. */
            fragments?: number;
        };
        /** @description Where to show the words that a search matched. */
        Highlighting: {
            /** @description At most 32, each field once. None: the title and every text field of the catalogue, with the defaults. */
            fields?: components["schemas"]["HighlightedField"][];
            /** @description Written after each. Default `</em>`. */
            post_tag?: string;
            /** @description Written before each matched word in `Fragment.html`, as it stands: at most 64 characters. Default `<em>`. */
            pre_tag?: string;
        };
        /** @description Files to take over. */
        ImportJudgmentsRequest: {
            /** @description Who takes them over. */
            author?: string;
            /** @description Key of the set. */
            key?: string;
            /** @description Judgments as TREC qrels (`query 0 document grade`) or BEIR's columns (`query-id`, `corpus-id`, `score`). */
            qrels?: string;
            /** @description The words of its queries: JSON Lines with `_id` and `text`, or lines of id, tab, text. Empty: those of `query_set`. */
            queries?: string;
            /** @description Key of a query set whose ids the judgments use. */
            query_set?: string;
        };
        /** @description What was taken over. A grade that was there is replaced. */
        ImportJudgmentsResponse: {
            /** @description Grades that were written. */
            grades: number;
            /** @description Queries that were written. */
            queries: number;
            /** @description Ids of judged queries whose words are not known, left out: the first 20. */
            unknown: string[];
        };
        /** @description One indexed text field. */
        IndexedField: {
            /** @description Weight in the lexical score. */
            boost: number;
            /** @description Name, as in `Product.text`, or `title`, `brand`, `category`, `attributes`. */
            name: string;
        };
        /** @description The models' share of the cores. */
        InferenceLoad: {
            /** @description Pieces of work done over the last minutes. */
            completed: number;
            /** @description Pieces of work dropped over the last minutes without having been begun. */
            dropped: number;
            /** @description Pieces of work that wait. */
            queued: number;
            /** @description Pieces of work that run. */
            running: number;
            /** @description How long a piece of work waited over the last minutes, on average, ms. */
            wait_ms: number;
        };
        /** @description An interval. Unbounded ends are left out. */
        Interval: {
            /** @description Upper end. */
            high?: number;
            /** @description Lower end. */
            low?: number;
        };
        /** @description Grades of products for queries. */
        JudgmentSet: {
            /** @description When it was begun, ms since 1970. */
            created_at_ms: number;
            /** @description Grades of all queries. */
            grades: number;
            /** @description Names it for good: small letters, digits and hyphens. */
            key: string;
            /** @description For people. */
            name: string;
            /** @description Queries with at least one grade. */
            queries: number;
        };
        /** @description A rule as it is kept. */
        KeptRule: {
            /** @description As written, every default filled in. */
            rule?: components["schemas"]["Rule"];
            /** @description `active`, `scheduled`, `ended`, `draft` or `off`: what follows from its state and its dates now. */
            status: string;
            /** @description Of the last change, milliseconds since the Unix epoch. */
            updated_at_ms: number;
            /** @description Who made it. */
            updated_by: string;
            /** @description Of the last change; a change names the version that it was made from. */
            version: number;
            /** @description What is worth knowing and no error: other rules that act on the same products of the same searches. */
            warnings: string[];
        };
        /** @description How long something took, ms. All zero where it never happened. */
        Latency: {
            /** @description How often it was timed. */
            count: number;
            /** @description Half of the times are below it. */
            p50_ms: number;
            /** @description 95 of 100 are. */
            p95_ms: number;
            /** @description 99 of 100 are. */
            p99_ms: number;
        };
        /** @description Units that no result counts. */
        LeftOut: {
            /** @description Robots: declared, or of robotic speed. */
            bots: number;
            /** @description They saw more than one variant of the phase. */
            crossed: number;
            /** @description Outliers: far more events or purchases than a shopper has. */
            outliers: number;
        };
        /** @description Changes wanted. */
        ListChangesRequest: {
            /** @description Key of the experiment. */
            key?: string;
        };
        /** @description Changes. */
        ListChangesResponse: {
            /** @description Newest first. */
            changes: components["schemas"]["Change"][];
        };
        /** @description Comparisons wanted. */
        ListComparisonsRequest: Record<string, never>;
        /** @description Comparisons. */
        ListComparisonsResponse: {
            /** @description The running ones first, then the newest. */
            comparisons: components["schemas"]["ShadowComparison"][];
        };
        /** @description Experiments wanted. */
        ListExperimentsRequest: {
            /** @description Only those in this state; empty wants all but the archived ones. */
            state?: string;
        };
        /** @description Experiments. */
        ListExperimentsResponse: {
            /** @description Newest first. */
            experiments: components["schemas"]["Experiment"][];
        };
        /** @description All of them. */
        ListJudgmentSetsRequest: Record<string, never>;
        /** @description All of them. */
        ListJudgmentSetsResponse: {
            /** @description By key. */
            judgment_sets: components["schemas"]["JudgmentSet"][];
        };
        /** @description Metrics wanted. */
        ListMetricsRequest: Record<string, never>;
        /** @description Metrics. */
        ListMetricsResponse: {
            /** @description By key. */
            metrics: {
                [key: string]: unknown;
            }[];
        };
        /** @description Models wanted. */
        ListModelsRequest: Record<string, never>;
        /** @description Models. */
        ListModelsResponse: {
            /** @description By name. */
            models: components["schemas"]["RegisteredModel"][];
        };
        /** @description Changes wanted. */
        ListPlanChangesRequest: Record<string, never>;
        /** @description Changes. */
        ListPlanChangesResponse: {
            /** @description Newest first. */
            changes: components["schemas"]["PlanChange"][];
        };
        /** @description Which queries are asked for. */
        ListQueriesRequest: {
            /** @description Only queries that contain this text. */
            contains?: string;
            /** @description `next_cursor` of the answer before: it keeps that answer's span of time. */
            cursor?: string;
            /** @description Searches from this time on, milliseconds since the Unix epoch. Default: seven days before `to_ms`. */
            from_ms?: number;
            /** @description `top` (default), `trending`, `zero_result`, `zero_click`, `slow` or `degrading`; see docs/queries.md. */
            kind?: string;
            /** @description Most queries of an answer, 1 to 1,000. Default 50. */
            limit?: number;
            /** @description Searches that a query needs to be `trending`, `zero_click` or `slow`, 1 to 1,000,000. Default 5. */
            min_searches?: number;
            /** @description False leaves out what simulated shoppers searched for. Default true. */
            simulated?: boolean;
            /** @description Searches before this time. Default: now. */
            to_ms?: number;
        };
        /** @description Queries of one kind. */
        ListQueriesResponse: {
            /** @description All searches of the span whose words are kept, together; its `query` is empty. */
            all?: components["schemas"]["QueryStats"];
            /** @description Queries by kind. */
            counts: {
                [key: string]: number;
            };
            /** @description Different queries of the span. */
            different_queries: number;
            /** @description The span that was looked at, milliseconds since the Unix epoch. */
            from_ms: number;
            /** @description Whether the words of new searches are kept (`events.keep_queries`). */
            keeps_words: boolean;
            /** @description For the next page; empty on the last. */
            next_cursor: string;
            /** @description In the order of the kind. */
            queries: components["schemas"]["QueryStats"][];
            /** @description Searches that were left out as robots'. */
            robots: number;
            /** @description Searches of simulated shoppers, whether they were left out or not. */
            simulated: number;
            /** @description Its end. */
            to_ms: number;
            /** @description Searches whose words are not kept; they are in no query. */
            without_words: number;
        };
        /** @description Runs to list. */
        ListQueryRunsRequest: {
            /** @description Key of the query set. */
            key?: string;
        };
        /** @description Runs of a set. */
        ListQueryRunsResponse: {
            /** @description Newest first, without their queries. */
            runs: components["schemas"]["QueryRun"][];
        };
        /** @description All of them. */
        ListQuerySetsRequest: Record<string, never>;
        /** @description All of them. */
        ListQuerySetsResponse: {
            /** @description By key. */
            query_sets: components["schemas"]["QuerySet"][];
        };
        /** @description Changes wanted. */
        ListRuleChangesRequest: {
            /** @description Key of the rule. */
            key?: string;
        };
        /** @description Changes. */
        ListRuleChangesResponse: {
            /** @description Newest first. */
            changes: components["schemas"]["RuleChange"][];
        };
        /** @description Rules wanted. */
        ListRulesRequest: Record<string, never>;
        /** @description Rules. */
        ListRulesResponse: {
            /** @description By key. */
            rules: components["schemas"]["KeptRule"][];
        };
        /** @description The second Plan less the first in one measure. */
        MeasureDifference: {
            /** @description Queries that the second does better. */
            better: number;
            /** @description Mean of the differences, query by query. */
            difference: number;
            /** @description Queries that both do alike. */
            equal: number;
            /** @description See `low`. */
            high?: number;
            /** @description Bounds of its 95 % confidence interval; absent with fewer than two queries. */
            low?: number;
            /** @description As it is called in Measures. */
            measure: string;
            /** @description Two-sided p-value of the paired t-test; absent with fewer than two queries. */
            p?: number;
            /** @description Of Fisher's paired randomisation test. */
            p_randomisation?: number;
            /** @description Queries that the second does worse. */
            worse: number;
        };
        /** @description How well a ranking agrees with the judgments; all are 0 to 1. */
        Measures: {
            /** @description One by the rank of the first product with a grade above 0, 0 where it is not among the first ten. */
            mrr_at_10: number;
            /** @description NDCG of the first ten, with gain 2^grade - 1, as `weir eval` computes it. What has no grade counts as 0. */
            ndcg_at_10: number;
            /** @description Share of the products with a grade above 0 that are among the first hundred. */
            recall_at_100: number;
            /** @description Share of the first ten that nobody has judged: the larger, the less the others say. */
            unjudged_at_10: number;
        };
        /** @description One metric over all variants. */
        MetricResult: {
            /** @description `higher` or `lower` is better. */
            better: string;
            /** @description `count`, `sum`, `proportion`, `ratio` or `quantile`. */
            kind: string;
            /** @description For a guardrail: the relative change for the worse that is tolerated. */
            margin?: number;
            /** @description Its key. */
            metric: string;
            /** @description `primary`, `secondary` or `guardrail`. */
            role: string;
            /** @description In the order of the definition; the control has no comparison. */
            variants: components["schemas"]["VariantMetric"][];
        };
        /** @description A change of a version's state. */
        ModelChange: {
            /** @description `promote` or `rollback`. */
            action: string;
            /** @description Ms since 1970. */
            at_ms: number;
            /** @description Who. */
            author: string;
            /** @description State before. */
            from: string;
            /** @description Why. */
            reason: string;
            /** @description Version that had the new state until then; empty if none. */
            replaced: string;
            /** @description State since. */
            to: string;
            /** @description Version that got another state. */
            version: string;
        };
        /** @description A file of a version. */
        ModelFile: {
            /** @description Size that the manifest says. */
            bytes: number;
            /** @description Name beside the manifest. */
            path: string;
            /** @description Checksum that the manifest says, hexadecimal. */
            sha256: string;
        };
        /** @description What a file is found to be. */
        ModelFileVerdict: {
            /** @description What is wrong with it; empty where all is well. */
            error: string;
            /** @description Whether it is what the manifest says. */
            ok: boolean;
            /** @description Name beside the manifest. */
            path: string;
        };
        /** @description One thing that a gate measured. */
        ModelGateCheck: {
            /** @description Least that passes. */
            at_least?: number;
            /** @description Most that passes. */
            at_most?: number;
            /** @description What. */
            name: string;
            /** @description Whether it did. */
            passed: boolean;
            /** @description How much. */
            value: number;
        };
        /** @description Time of the last calls of a model, waiting for a free thread included. */
        ModelLatency: {
            /** @description Calls that the quantiles are of, the last 1,000 at most. */
            calls: number;
            /** @description Median, ms. */
            p50_ms: number;
            /** @description 95th percentile, ms. */
            p95_ms: number;
            /** @description What one call is, e.g. `query`, `search` or `window`. */
            per: string;
        };
        /** @description Something that was measured of a version. */
        ModelMetric: {
            /** @description Of the other version; absent where it has none. */
            before?: number;
            /** @description `up` or `down`: which way is better. */
            better: string;
            /** @description As the manifest calls it. */
            key: string;
            /** @description What was measured, e.g. `NDCG@10`. */
            metric: string;
            /** @description Judged set that it was measured on, e.g. `esci retrieved`; empty for what is of no set. */
            set: string;
            /** @description Absent where only the other version has it. */
            value?: number;
        };
        /** @description A place of the base Plan and the model in it. */
        ModelPlace: {
            /** @description Why it does not, and what to do; empty where it does. */
            cause: string;
            /** @description As the Plan was written: name@version, or the version that has a state, as name@champion. */
            named: string;
            /** @description Whether it answers searches. False where it was promoted but cannot be served. */
            serving: boolean;
            /** @description `retrieval.encoder`, `ranker.model`, `reranker.model` or `reranker.blend`. */
            setting: string;
        };
        /** @description One version of a model. */
        ModelVersion: {
            /** @description Of all files together. */
            bytes: number;
            /** @description Day on which it was made, e.g. 2026-01-31. */
            created: string;
            /** @description What it is, in a sentence. */
            description: string;
            /** @description Why its manifest is not valid; empty where all is well. The fields below it are then empty. */
            error: string;
            /** @description Whether its gate passed: only then can it become champion. */
            gate_passed: boolean;
            /** @description How long a call of it takes in the process that answers; absent until there was one. */
            latency?: components["schemas"]["ModelLatency"];
            /** @description SPDX. */
            licence: string;
            /** @description Whether it is loaded in the process that answers. */
            loaded: boolean;
            /** @description Where the base Plan names it, or names a state that stands for it. */
            places: components["schemas"]["ModelPlace"][];
            /** @description `candidate`, `shadow` or `champion`. */
            state: string;
            /** @description Judged or generated sets that its weights have learnt from. */
            trained_on: string[];
            /** @description As its folder is called, e.g. 1.2.0. */
            version: string;
        };
        /** @description A partial Plan with a name for people. */
        NamedPlan: {
            /** @description At most 60 characters. */
            name?: string;
            /** @description Laid over the base Plan. */
            plan?: {
                [key: string]: unknown;
            };
        };
        /** @description A part of a stream of changes. */
        PatchRequest: {
            /** @description 1 to 1,000 changes, made in order. They are numbered over the whole stream. */
            patches?: components["schemas"]["ProductPatch"][];
        };
        /** @description What became of a stream of changes. */
        PatchResponse: {
            /** @description Changes written. */
            accepted: number;
            /** @description Changes refused; at most 1,000 of them are named in `rejections`. */
            rejected: number;
            /** @description Changes refused, in the order of the stream. */
            rejections: components["schemas"]["Rejection"][];
            /** @description One a change of the stream, in order: the product's version after it, or 0 where it was refused. */
            versions: number[];
        };
        /** @description A change of the base Plan. */
        PlanChange: {
            /** @description `update`, `restore` or `ship`. */
            action: string;
            /** @description `overrides` after. */
            after?: {
                [key: string]: unknown;
            };
            /** @description Milliseconds since the Unix epoch. */
            at_ms: number;
            /** @description Who. */
            author: string;
            /** @description `overrides` before; absent for the first change. */
            before?: {
                [key: string]: unknown;
            };
            /** @description Why, as given. */
            reason: string;
            /** @description That came of it. */
            version: number;
        };
        /** @description What one Plan reached, on average over the judged queries. */
        PlanMeasures: {
            /** @description Searches in which a stage did not do all of its work. */
            degraded: number;
            /** @description Means; absent until the run is done. */
            means?: components["schemas"]["Measures"];
            /** @description For people. */
            name: string;
            /** @description Half of the searches took at most this long, ms. */
            p50_ms: number;
            /** @description 95 in 100 of the searches took at most this long, ms. */
            p95_ms: number;
            /** @description The partial Plan as it was given. */
            plan?: {
                [key: string]: unknown;
            };
            /** @description The whole Plan that searched. */
            whole_plan?: {
                [key: string]: unknown;
            };
        };
        /** @description What is to be found, and how surely. */
        PlanSampleSizeRequest: {
            /** @description Default .05, two-sided. */
            alpha?: number;
            /** @description Mean of the metric in the control: a share for a proportion. */
            baseline?: number;
            /** @description Relative effect that is to be found: 0.05 is five percent. */
            effect?: number;
            /** @description Default .8. */
            power?: number;
            /** @description Standard deviation a unit. Absent: the metric is a proportion. */
            standard_deviation?: number;
            /** @description Units that take part a day, all variants together, for the number of days. Absent: none is said. */
            units_per_day?: number;
            /** @description Variants, the control included. Default 2. */
            variants?: number;
        };
        /** @description How much an experiment needs. */
        PlanSampleSizeResponse: {
            /** @description Days, where the rate is given. */
            days?: number;
            /** @description Units a variant. */
            units_per_variant: number;
        };
        /** @description One setting of a Plan. */
        PlanSetting: {
            /** @description As a Plan spells it, e.g. `reranker.window`. */
            path: string;
            /** @description `default`, `configuration` (`weir.yaml`, a variable or a flag) or `override`. */
            source: string;
        };
        /** @description Position after each stage, from 1; absent where the product did not reach the stage. */
        Positions: {
            /** @description After the tree ensemble. */
            ranker?: number;
            /** @description After the cross-encoder. */
            reranker?: number;
            /** @description After retrieval and fusion; absent for a product that only a rule brought. */
            retrieval?: number;
        };
        /** @description Which of two rankings was preferred on pages that showed both. */
        Preference: {
            /** @description Key of the second. */
            challenger: string;
            /** @description Key of the first variant. */
            control: string;
            /** @description Confidence interval of `preference` at the experiment's level, valid if looked at once. */
            fixed?: components["schemas"]["Interval"];
            /** @description Pages that showed both rankings. */
            impressions: number;
            /** @description Pages with more clicked results of the control. */
            losses: number;
            /** @description P value of the paired t-test over units, valid if looked at once. */
            p_value: number;
            /** @description (`wins` - `losses`) / `impressions`, -1 to 1: above 0 where the challenger is preferred. */
            preference: number;
            /** @description Confidence sequence: valid however often it is looked at. */
            sequential?: components["schemas"]["Interval"];
            /** @description P value that is valid however often it is looked at. */
            sequential_p_value: number;
            /** @description P value of the exact sign test over units: how many preferred which, not by how much. */
            sign_p_value: number;
            /** @description `sequential_p_value` or `p_value`, whichever the experiment decides by, is below its level. */
            significant: boolean;
            /** @description Standard error of `preference`, the unit being the cluster; 0 where it is not known yet. */
            standard_error: number;
            /** @description Pages with as many of either, most of them without a click. */
            ties: number;
            /** @description Units that saw such a page. */
            units: number;
            /** @description Of them, pages with more clicked results of the challenger. */
            wins: number;
        };
        /** @description Traffic wanted. */
        PreviewTrafficRequest: {
            /** @description Only this currency's revenue. ISO 4217. */
            currency?: string;
            /** @description Metrics of the experiment's own, as its definition has them. */
            custom?: {
                [key: string]: unknown;
            }[];
            /** @description Metric whose mean and deviation are wanted. Empty: none is. A built-in one or one of `custom`. */
            metric?: string;
            /** @description Condition on the attributes of a request; absent or {} matches everybody. */
            targeting?: {
                [key: string]: unknown;
            };
            /** @description `shopper` (default) or `session`. */
            unit?: string;
        };
        /** @description Traffic of the last seven days, without robots. */
        PreviewTrafficResponse: {
            /** @description Attributes of requests, the most usual first. */
            attributes: components["schemas"]["TrafficAttribute"][];
            /** @description Days that it is of: fewer than seven where nobody searched before, at least one. */
            days: number;
            /** @description Its standard deviation a unit; for a proportion that of a coin. */
            deviation?: number;
            /** @description Of them, units whose last search the condition matches. */
            matching: number;
            /** @description `matching` by `days`. */
            matching_per_day: number;
            /** @description Mean of the metric a unit; absent where none was asked for or nobody searched. */
            mean?: number;
            /** @description Units that searched. */
            units: number;
        };
        /** @description A process of the operating system. */
        ProcessFacts: {
            /** @description Cores that it kept busy over the last minutes, e.g. 0.4. */
            busy_cores: number;
            /** @description JavaScript objects among it, bytes. */
            heap_bytes: number;
            /** @description How late the event loop came to its work over the last minutes, 99th percentile, ms. */
            loop_delay_p99_ms: number;
            /** @description Memory that it holds (resident set), bytes. */
            memory_bytes: number;
            /** @description E.g. `weir serve`. */
            name: string;
            /** @description Of Node.js. */
            node_version: string;
            /** @description When it started, ms since the Unix epoch. */
            started_at_ms: number;
            /** @description Of Weir. */
            version: string;
        };
        /** @description One product (or movie, or contract passage), whatever the catalogue's own field names are. A field that the catalogue does not give is absent. */
        Product: {
            /** @description Free attributes: strings, numbers, booleans, or lists of strings. They can be filtered and faceted on. */
            attributes?: {
                [key: string]: unknown;
            };
            /** @description Brand as shown to shoppers. */
            brand?: string;
            /** @description Category path from the root down, e.g. ["Tools", "Drills"]. */
            category?: string[];
            /** @description ISO 4217 code, e.g. `EUR`. */
            currency?: string;
            /** @description Unique in the catalogue; 1 to 512 characters. */
            id?: string;
            /** @description Address of a picture. */
            image?: string;
            /** @description Any number that grows with how much a product is wanted. */
            popularity?: number;
            /** @description In units of `currency`, e.g. 19.99; at least 0. */
            price?: number;
            /** @description Mean rating on the catalogue's own scale. */
            rating?: number;
            /** @description Ratings given, at least 0. */
            rating_count?: number;
            /** @description When it went on sale, milliseconds since the Unix epoch. */
            released_at_ms?: number;
            /** @description Units on hand, at least 0; 0 is out of stock. */
            stock?: number;
            /** @description Further searchable text by field name, e.g. `description`. A field that the mapping does not name is refused. */
            text?: {
                [key: string]: string;
            };
            /** @description May be empty where the catalogue has no titles. */
            title?: string;
        };
        /** @description A change of one product. A field that is not given stays as it is. */
        ProductPatch: {
            /** @description Names of the fields above that the product shall not have any more. */
            clear?: string[];
            /** @description ISO 4217 code, e.g. `EUR`. */
            currency?: string;
            /** @description Of a product that is in the catalogue. */
            id?: string;
            /** @description Address of a picture. */
            image?: string;
            /** @description Any number that grows with how much a product is wanted. */
            popularity?: number;
            /** @description In units of `currency`, at least 0. */
            price?: number;
            /** @description Mean rating on the catalogue's own scale. */
            rating?: number;
            /** @description Ratings given, at least 0. */
            rating_count?: number;
            /** @description When it went on sale, milliseconds since the Unix epoch. */
            released_at_ms?: number;
            /** @description Units on hand, at least 0; 0 is out of stock. */
            stock?: number;
        };
        /**
         * @description How far the cascade has come. `PROGRESSIVE_KIND_UNSPECIFIED`: Not said. `PROGRESSIVE_KIND_RANK`: The ranker's order, before the reranker. `PROGRESSIVE_KIND_FINAL`: All stages done.
         * @enum {string}
         */
        ProgressiveKind: "PROGRESSIVE_KIND_UNSPECIFIED" | "PROGRESSIVE_KIND_RANK" | "PROGRESSIVE_KIND_FINAL";
        /** @description A new state for a version. */
        PromoteModelRequest: {
            /** @description Who, for the history. */
            author?: string;
            /** @description Name of the model. */
            name?: string;
            /** @description Why, for the history; must be given. */
            reason?: string;
            /** @description Its state from now on: `champion`, `shadow` or `candidate`. */
            to?: string;
            /** @description The version. */
            version?: string;
        };
        /** @description What became of it. */
        PromoteModelResponse: {
            /** @description As it stands in the history. */
            change?: components["schemas"]["ModelChange"];
            /** @description What it means for shoppers, and what to do for it to reach them. */
            effect: string;
            /** @description The model since then. */
            model?: components["schemas"]["RegisteredModel"];
            /** @description Whether the process that answers serves it from the next search on. */
            served: boolean;
        };
        /** @description A rule to write. */
        PutRuleRequest: {
            /** @description Who writes it, for the audit log. */
            author?: string;
            /** @description Why. */
            reason?: string;
            /** @description The whole rule. */
            rule?: components["schemas"]["Rule"];
            /** @description The version that it was made from; 0 for a new one. */
            version?: number;
        };
        /** @description A rule that was written. */
        PutRuleResponse: {
            /** @description As written. */
            rule?: components["schemas"]["KeptRule"];
        };
        /** @description The grades of one query. */
        QueryGrades: {
            /** @description By product. */
            grades: components["schemas"]["Grade"][];
            /** @description The words. */
            query: string;
            /** @description Names the query in files: of an import, else computed from its words. */
            query_id: string;
            /** @description Changes of this query's grades; 0 where there are none yet. */
            version: number;
        };
        /** @description What was done with whatever stood at one position. */
        QueryPosition: {
            /** @description How often it was clicked. */
            clicks: number;
            /** @description How often the product there was seen. */
            impressions: number;
            /** @description From 1. */
            position: number;
        };
        /** @description What was done with one product that the query showed. */
        QueryProduct: {
            /** @description How often it was put into the cart. */
            carts: number;
            /** @description Mean of the positions that it was clicked at; absent where none is known. */
            click_position?: number;
            /** @description How often it was clicked. */
            clicks: number;
            /** @description How often it was seen. */
            impressions: number;
            /** @description Its id. */
            product_id: string;
            /** @description How often it was bought. */
            purchases: number;
        };
        /** @description Plans over a query set. */
        QueryRun: {
            /** @description Who asked for it. */
            author: string;
            /** @description Why it failed. */
            detail: string;
            /** @description With two Plans, once it is done: the second less the first, a measure each. */
            differences: components["schemas"]["MeasureDifference"][];
            /** @description Ms since 1970; absent while it runs. */
            ended_at_ms?: number;
            /** @description Unique. */
            id: string;
            /** @description Key of the judgment set. */
            judgment_set: string;
            /** @description What each Plan reached, in the order of the request. */
            plans: components["schemas"]["PlanMeasures"][];
            /** @description Judged queries to search. */
            queries: number;
            /** @description Queries that were searched. */
            queries_done: number;
            /** @description Queries of the set that have no grade: they are not measured. */
            queries_unjudged: number;
            /** @description Key of the query set. */
            query_set: string;
            /** @description Ms since 1970. */
            started_at_ms: number;
            /** @description How far it is. */
            state: components["schemas"]["QueryRunState"];
        };
        /**
         * @description How far a run is. `QUERY_RUN_STATE_UNSPECIFIED`: Not said. `QUERY_RUN_STATE_RUNNING`: It searches. `QUERY_RUN_STATE_DONE`: It has ended, and its numbers stand. `QUERY_RUN_STATE_CANCELLED`: Somebody ended it. `QUERY_RUN_STATE_FAILED`: It failed, or its process ended; `detail` says how.
         * @enum {string}
         */
        QueryRunState: "QUERY_RUN_STATE_UNSPECIFIED" | "QUERY_RUN_STATE_RUNNING" | "QUERY_RUN_STATE_DONE" | "QUERY_RUN_STATE_CANCELLED" | "QUERY_RUN_STATE_FAILED";
        /** @description Queries to measure Plans with. */
        QuerySet: {
            /** @description When it was begun, ms since 1970. */
            created_at_ms: number;
            /** @description Key of the judgment set that its runs are measured by unless they say otherwise; may be empty. */
            judgment_set: string;
            /** @description Names it for good: small letters, digits and hyphens. */
            key: string;
            /** @description For people. */
            name: string;
            /** @description How many queries it has. */
            queries: number;
        };
        /** @description One way that shoppers wrote the query. */
        QuerySpelling: {
            /** @description How often. */
            searches: number;
            /** @description As it was written. */
            text: string;
        };
        /** @description What lexical scores were computed against. */
        QueryStatistics: {
            /** @description Mean tokens a product by field, in the order of `DescribeResponse.fields`. */
            average_length?: number[];
            /** @description Products in the index. */
            documents?: number;
            /** @description Terms of all words of the query. */
            terms?: components["schemas"]["QueryTerm"][];
        };
        /** @description What the searches of one query came to. What was done with a search counts wherever it names the search. */
        QueryStats: {
            /** @description Upper end of the 95 % interval (Wilson) of the share of clicked searches among those that found something. */
            click_rate_upper: number;
            /** @description Searches with a click. */
            clicked_searches: number;
            /** @description Clicks. */
            clicks: number;
            /** @description Searches of which a stage did less than its work. */
            degraded: number;
            /** @description The same by stage, `unknown` where it was not recorded. */
            degraded_stages: {
                [key: string]: number;
            };
            /** @description Time of the last search, milliseconds since the Unix epoch. */
            last_ms: number;
            /** @description Purchases that name the search. */
            purchases: number;
            /** @description In small letters, white space made one: texts that differ only in these are one query. */
            query: string;
            /** @description Mean over searches of 1 / position of the first product of the page that was clicked; 0 for one without a click. */
            reciprocal_rank: number;
            /** @description What they brought, by currency. */
            revenue: components["schemas"]["Revenue"][];
            /** @description How often it was searched. */
            searches: number;
            /** @description The same in the span before, of the same length. */
            searches_before: number;
            /** @description Shoppers, or sessions where no shopper is known. */
            shoppers: number;
            /** @description Median time of the answers, ms; absent where nothing is known. */
            took_p50_ms?: number;
            /** @description Their 95th percentile, ms. */
            took_p95_ms?: number;
            /** @description Searches that found nothing. */
            zero_results: number;
        };
        /** @description One step of time. */
        QueryStep: {
            /** @description Its beginning, milliseconds since the Unix epoch. */
            at_ms: number;
            /** @description Searches with a click. */
            clicked_searches: number;
            /** @description How often the query was searched in it. */
            searches: number;
            /** @description 95th percentile of the time of the answers, ms; absent where nothing is known. */
            took_p95_ms?: number;
            /** @description Searches that found nothing. */
            zero_results: number;
        };
        /** @description One term that the query was matched by. */
        QueryTerm: {
            /** @description Terms that a product must have as well for this one to count: the others of a synonym of several words. */
            companions?: string[];
            /** @description Products that contain it in any field. */
            document_frequency?: number;
            /** @description As in `GetStatesResponse`. */
            hash?: number;
            /** @description As it is indexed. */
            term?: string;
            /** @description 1 for the word itself, at most 1 for a synonym, less for a typo or a prefix. */
            weight?: number;
            /** @description Word of the query that it stands for, from 0. */
            word?: number;
        };
        /** @description A test of a query. Case, accents and surplus space do not count. */
        QueryTest: {
            /** @description `is`: one of `values` is the whole query. `contains`: the query has all words of one of them, in any order. `begins_with`: it begins with one of them. `matches`: it has a match of one of them, regular expressions as RE2 reads them (linear in time: no look-around, no back references), which see the query in small letters and without accents. */
            test?: string;
            /** @description 1 to 200, of at most 512 characters. */
            values?: string[];
        };
        /** @description More units for an experiment. */
        RampExperimentRequest: {
            /** @description Who. */
            author?: string;
            /** @description Share of the units that is to take part from now on, not below what takes part already. Steps of the ramp that are still to come stay where they go beyond it. */
            coverage?: number;
            /** @description Its key. */
            key?: string;
            /** @description Why. */
            reason?: string;
            /** @description The version that was read. */
            version?: number;
        };
        /** @description More units for an experiment. */
        RampExperimentResponse: {
            /** @description As it is now. */
            experiment?: components["schemas"]["Experiment"];
        };
        /** @description A product at its place. */
        RankedProduct: {
            /** @description With `explain`: why it stands here. */
            explanation?: components["schemas"]["Explanation"];
            /** @description With `highlight`: the fields in which words of the query were matched, in the order of the request. None for a product that was found by its meaning alone. */
            highlights: components["schemas"]["Highlight"][];
            /** @description From 1, over all pages. */
            position: number;
            /** @description The product. */
            product?: components["schemas"]["Product"];
            /** @description Its score at each stage that it reached. */
            scores?: components["schemas"]["StageScores"];
            /** @description On an interleaved page: key of the variant that a click on it counts for; empty where it counts for none. */
            team: string;
            /** @description Its version when it was ranked. */
            version: number;
        };
        /** @description Rows to score. */
        RankRequest: {
            /** @description Also give every feature's contribution to every score (SHAP values). */
            contributions?: boolean;
            /** @description The tree ensemble, as name@version. */
            model?: string;
            /** @description The same values as little-endian float64, one after the other: ten times as fast to read and write. */
            packed?: string;
            /** @description Rows, 1 to 10,000. */
            rows?: number;
            /** @description Row-major values, `rows` times the model's features in the order of its manifest; NaN is missing. Give either these or `packed`. */
            values?: number[];
        };
        /** @description Scores of rows. */
        RankResponse: {
            /** @description If asked for: row-major, features + 1 a row; the last is the expected score. */
            contributions?: number[];
            /** @description Raw scores, one a row. */
            scores?: number[];
        };
        /** @description Reciprocal rank fusion: the sum of weight / (k + rank), ranks from 1. */
        ReciprocalRankFusion: {
            /** @description Weight of the dense list, 0 to 10; that of the lexical list is 1. */
            dense_weight?: number;
            /** @description 1 to 1,000; 60 is usual. */
            k?: number;
        };
        /** @description What to do with an experiment. */
        Recommendation: {
            /** @description `keep_running`, `ship`, `roll_back`, `stop` (nothing was found and enough was seen), `broken` or `none` (not running). */
            action: string;
            /** @description For `keep_running`: days that are still needed at the present rate of units; absent where it cannot be said. */
            days_left?: number;
            /** @description In a sentence. */
            reason: string;
            /** @description The variant to ship; empty otherwise. */
            variant: string;
        };
        /** @description Events to record. */
        RecordRequest: {
            /** @description 1 to 1,000 events. */
            events?: components["schemas"]["Event"][];
        };
        /** @description What became of the events. */
        RecordResponse: {
            /** @description Events recorded by this request. */
            accepted: number;
            /** @description Events whose id was known already. */
            duplicates: number;
            /** @description Events refused. */
            rejections: components["schemas"]["EventRejection"][];
        };
        /** @description A part of a stream of events. */
        RecordStreamRequest: {
            /** @description 1 to 1,000 events. Parts are a matter of transport: events are numbered over the whole stream. */
            events?: components["schemas"]["Event"][];
        };
        /** @description What became of a stream of events. */
        RecordStreamResponse: {
            /** @description Events recorded by this stream. */
            accepted?: number;
            /** @description Events whose id was known already. */
            duplicates?: number;
            /** @description Events refused; at most 1,000 of them are named in `rejections`. */
            rejected?: number;
            /** @description Events refused, in the order of the stream. */
            rejections?: components["schemas"]["EventRejection"][];
        };
        /** @description A model: versions of one name. */
        RegisteredModel: {
            /** @description Version that is the champion; empty until one was promoted. */
            champion: string;
            /** @description `encoder`, `ranker`, `cross-encoder` or `blend`; empty where no version has a valid manifest. */
            kind: string;
            /** @description Unique. */
            name: string;
            /** @description Version that a rollback makes the champion; empty where there is none. */
            rollback_to: string;
            /** @description Version that is the shadow; empty where none is. */
            shadow: string;
            /** @description Newest first. */
            versions: components["schemas"]["ModelVersion"][];
        };
        /** @description A product that was refused. */
        Rejection: {
            /** @description Its id, as given. */
            id: string;
            /** @description Place in the stream, from 0. */
            index: number;
            /** @description Every wrong field of it. */
            violations: components["schemas"]["FieldViolation"][];
        };
        /** @description A stage that other processes have. */
        RemoteStage: {
            /** @description Their address, as configured. */
            address: string;
            /** @description `retrieval`, `ranker` or `reranker`. */
            stage: string;
        };
        /** @description A comparison to remove. */
        RemoveComparisonRequest: {
            /** @description Its id. */
            id?: string;
        };
        /** @description It is gone. */
        RemoveComparisonResponse: Record<string, never>;
        /** @description Queries to take out. */
        RemoveQueriesRequest: {
            /** @description Who takes them out. */
            author?: string;
            /** @description Key of the set. */
            key?: string;
            /** @description Their words, at most 10,000. */
            queries?: string[];
        };
        /** @description What was taken out. */
        RemoveQueriesResponse: {
            /** @description The set as it is now. */
            query_set?: components["schemas"]["QuerySet"];
            /** @description Queries that it had. */
            removed: number;
        };
        /** @description An earlier version wanted again. */
        RestorePlanRequest: {
            /** @description Who. */
            author?: string;
            /** @description Why. */
            reason?: string;
            /** @description The version whose settings are wanted; 0 takes all of them back. */
            restored?: number;
            /** @description The version that was read. */
            version?: number;
        };
        /** @description An earlier version. */
        RestorePlanResponse: {
            /** @description As it is in force now. */
            plan?: components["schemas"]["BasePlan"];
        };
        /**
         * @description Which lists are searched. `RETRIEVAL_MODE_UNSPECIFIED`: The same as hybrid. `RETRIEVAL_MODE_BM25`: Words only. `RETRIEVAL_MODE_DENSE`: Vectors only. `RETRIEVAL_MODE_HYBRID`: Both, fused.
         * @enum {string}
         */
        RetrievalMode: "RETRIEVAL_MODE_UNSPECIFIED" | "RETRIEVAL_MODE_BM25" | "RETRIEVAL_MODE_DENSE" | "RETRIEVAL_MODE_HYBRID";
        /** @description A query for candidates. */
        RetrieveRequest: {
            /** @description A filter on a field that no product has matches nothing, a facet counts nothing, a boost does nothing; otherwise they are refused. For callers that have checked the fields, and must not fail where another process knows fewer. */
            allow_unknown_fields?: boolean;
            /** @description Boosts by field name, laid over the index's own; at least 0. */
            boosts?: {
                [key: string]: number;
            };
            /** @description By score. */
            convex?: components["schemas"]["ConvexFusion"];
            /** @description Candidates wanted, 1 to 10,000. Default 1,000. */
            depth?: number;
            /** @description The encoder that made the query's vector, as name@version: refused with FAILED_PRECONDITION where the index's vectors are another's. Empty: not checked. */
            encoder?: string;
            /** @description Counts wanted over all products that match. */
            facets?: components["schemas"]["FacetRequest"][];
            /** @description Conditions on the products; all must hold. */
            filters?: components["schemas"]["Filter"][];
            /** @description Also give what computing features takes: `versions`, `statistics`, and the columns of the candidates in `packed` alone, quicker to read and write. */
            for_features?: boolean;
            /** @description Products that are as if they were not there: no candidates, and in no count. */
            hidden?: components["schemas"]["HiddenProducts"][];
            /** @description Which lists are searched. */
            mode?: components["schemas"]["RetrievalMode"];
            /** @description If not empty, only these products are candidates. */
            only?: string[];
            /** @description The same as `query_vector`, as little-endian float32, one after the other. Give one of the two. */
            packed_vector?: string;
            /** @description Match the last word as a prefix too. Default true. */
            prefix?: boolean;
            /** @description The shopper's words, untouched: 0 to 512 characters. Empty browses. */
            query?: string;
            /** @description Unit vector of the query, made by the encoder of the index; empty searches by words only. */
            query_vector?: number[];
            /** @description By rank. */
            reciprocal_rank?: components["schemas"]["ReciprocalRankFusion"];
            /** @description Let a word that matches nothing match words one or two edits away. Default true. */
            typos?: boolean;
        };
        /** @description Candidates and what was counted on the way. */
        RetrieveResponse: {
            /** @description Best first. */
            candidates?: components["schemas"]["Candidates"];
            /** @description Words that matched nothing, and what they were read as. */
            corrections?: components["schemas"]["Correction"][];
            /** @description In the order of the request's `facets`. */
            facets?: components["schemas"]["Facet"][];
            /** @description With `for_features`. */
            statistics?: components["schemas"]["QueryStatistics"];
            /** @description Products that match the words and pass the filters. */
            total?: number;
        };
        /** @description An amount of money. */
        Revenue: {
            /** @description ISO 4217 code. */
            currency: string;
            /** @description In minor units of the currency (cents). */
            minor: number;
        };
        /** @description A rollback. */
        RollBackModelRequest: {
            /** @description Who, for the history. */
            author?: string;
            /** @description Name of the model. */
            name?: string;
            /** @description Why, for the history; must be given. */
            reason?: string;
        };
        /** @description What became of it. */
        RollBackModelResponse: {
            /** @description As it stands in the history. */
            change?: components["schemas"]["ModelChange"];
            /** @description What it means for shoppers, and what to do for it to reach them. */
            effect: string;
            /** @description The model since then. */
            model?: components["schemas"]["RegisteredModel"];
            /** @description Whether the process that answers serves it from the next search on. */
            served: boolean;
        };
        /** @description What is done to the products of which searches, and when. */
        Rule: {
            /** @description What is done to their products; 1 to 20. */
            actions?: components["schemas"]["RuleAction"][];
            /** @description What it is for, in the words of whoever wrote it: at most 500 characters. */
            description?: string;
            /** @description Acts until this, milliseconds since the Unix epoch. Absent: without end. */
            end_ms?: number;
            /** @description Name of the rule: small letters, digits, _ and -, at most 64. It never changes. */
            key?: string;
            /** @description Of two rules that want a product in two places, the one of higher priority wins: 0 to 1,000; of equals the one whose key comes first. */
            priority?: number;
            /** @description Acts from this on, milliseconds since the Unix epoch. Absent: at once. */
            start_ms?: number;
            /** @description `on` acts between its dates; `draft` only where a Plan names it, as a test does; `off` nowhere. */
            state?: string;
            /** @description Which searches. */
            when?: components["schemas"]["RuleCondition"];
        };
        /** @description What is done to products. */
        RuleAction: {
            /** @description Of boost, bury and hide: products that pass all of these. Beside `products`, either is enough. */
            filters?: components["schemas"]["Filter"][];
            /** @description `pin` puts `products` on top, in their order; `slot` puts one product at `position`; `boost` moves up and `bury` moves down by `places`; `hide` leaves out. */
            kind?: string;
            /** @description Of pin and slot: act on a product that is out of stock too. */
            out_of_stock?: boolean;
            /** @description Of boost and bury: places, 1 to 1,000. Absent: before, or behind, all others. */
            places?: number;
            /** @description Of a slot: the place, 1 to 1,000. */
            position?: number;
            /** @description Ids, at most 500; one for a slot. */
            products?: string[];
        };
        /** @description A change of a rule. */
        RuleChange: {
            /** @description `create`, `update` or `delete`. */
            action: string;
            /** @description After; absent for a deletion. */
            after?: components["schemas"]["Rule"];
            /** @description Milliseconds since the Unix epoch. */
            at_ms: number;
            /** @description Who. */
            author: string;
            /** @description Before; absent for a creation. */
            before?: components["schemas"]["Rule"];
            /** @description Why, as given. */
            reason: string;
        };
        /** @description Which searches a rule is for. All of what is given must hold. */
        RuleCondition: {
            /** @description What the request says of itself. */
            attributes?: components["schemas"]["AttributeTest"][];
            /** @description The search is filtered to one of these categories, as a category page is; compared without regard to case and accents. */
            categories?: string[];
            /** @description Every search. It must be said where nothing else is given. */
            every_search?: boolean;
            /** @description What the shopper typed. */
            query?: components["schemas"]["QueryTest"];
        };
        /** @description What a rule did to one product. */
        RuleEffect: {
            /** @description Where the product stood before the rules, from 1; absent where the search had not found it. */
            from?: number;
            /** @description `pin`, `slot`, `boost` or `bury`. */
            kind: string;
            /** @description Key of the rule. */
            rule: string;
            /** @description Where they have it stand. */
            to: number;
        };
        /**
         * @description How much of the Plan's cascade made a list: the rungs of the ladder that a search goes down when time or the machine does not suffice for all of it (docs/overload.md). `RUNG_UNSPECIFIED`: Not said. `RUNG_FULL`: All of it. `RUNG_WINDOW`: The cross-encoder scored a part of its window. `RUNG_CACHED_SCORES`: The cross-encoder computed nothing: scores that were cached were used. `RUNG_RANKER`: The ranker's order. `RUNG_RETRIEVAL`: The order of retrieval. `RUNG_LAST_GOOD`: Nothing was searched: the last good list of the same request.
         * @enum {string}
         */
        Rung: "RUNG_UNSPECIFIED" | "RUNG_FULL" | "RUNG_WINDOW" | "RUNG_CACHED_SCORES" | "RUNG_RANKER" | "RUNG_RETRIEVAL" | "RUNG_LAST_GOOD";
        /** @description One query of a run. */
        RunQuery: {
            /** @description As in the set. */
            id: string;
            /** @description How many products are judged for it. */
            judged: number;
            /** @description A Plan each, in the order of the run; none where nothing is judged. */
            measures: components["schemas"]["Measures"][];
            /** @description The words. */
            query: string;
        };
        /** @description Chi-square test of counts of units against what they should be. */
        SampleRatio: {
            /** @description Below .001: something is broken, and no result can be trusted. */
            mismatch: boolean;
            /** @description Probability of counts as far off as these, if all works. */
            p_value: number;
        };
        /** @description The product's side of a pair. */
        ScorePair: {
            /** @description Product id, for logs. */
            id?: string;
            /** @description What the model reads of the product; with the query it is the key of the score cache. */
            text?: string;
            /** @description Product version, for logs. */
            version?: number;
        };
        /** @description Pairs to score, best first. */
        ScoreRequest: {
            /** @description Time allowed, in ms. The call's own deadline may shorten it. Default: no limit of its own. */
            budget_ms?: number;
            /** @description The cross-encoder, as name@version. */
            model?: string;
            /** @description 1 to 1,000 products. */
            pairs?: components["schemas"]["ScorePair"][];
            /** @description The shopper's words: 1 to 512 characters. */
            query?: string;
            /** @description What may be computed, in ms of one thread by the measured cost of a token: no chunk of pairs begins beyond it. 0: only scores that are cached are given. Default: as much as the time allows. */
            work_ms?: number;
        };
        /** @description Scores of pairs. */
        ScoreResponse: {
            /** @description Of them from the cache. */
            cached?: number;
            /** @description One a pair, in order; NaN where not scored. */
            logits?: number[];
            /** @description Pairs scored, cached ones included. */
            scored?: number;
            /** @description Why scoring stopped before the end; unspecified if it did not. */
            stopped?: components["schemas"]["ScoreStop"];
            /** @description What was computed has cost, in ms of one thread; absent where it is not known. */
            work_ms?: number;
        };
        /**
         * @description Why scoring stopped before the end. `SCORE_STOP_UNSPECIFIED`: It did not. `SCORE_STOP_BUDGET`: The time was up. `SCORE_STOP_CANCELLED`: The caller left. `SCORE_STOP_OVERLOADED`: More work than can be done was under way. `SCORE_STOP_FAILED`: The model failed. `SCORE_STOP_ALLOWANCE`: `work_ms` was spent.
         * @enum {string}
         */
        ScoreStop: "SCORE_STOP_UNSPECIFIED" | "SCORE_STOP_BUDGET" | "SCORE_STOP_CANCELLED" | "SCORE_STOP_OVERLOADED" | "SCORE_STOP_FAILED" | "SCORE_STOP_ALLOWANCE";
        /** @description A search whose answer is shown as it becomes known. */
        SearchProgressiveRequest: {
            /** @description The search. */
            search?: components["schemas"]["SearchRequest"];
        };
        /** @description One answer of several; the last one stands. */
        SearchProgressiveResponse: {
            /** @description How far the cascade has come. */
            kind?: components["schemas"]["ProgressiveKind"];
            /** @description The answer so far. */
            response?: components["schemas"]["SearchResponse"];
        };
        /** @description A search. */
        SearchRequest: {
            /** @description What targeting may ask about the request, e.g. `country`, `device`: strings, numbers or booleans. */
            attributes?: {
                [key: string]: unknown;
            };
            /** @description Time allowed for the whole search, in ms, above 0. Default: the Plan's, 250 unless configured; it can only be shortened, by this and by the call's own deadline. */
            deadline_ms?: number;
            /** @description Adds to every product why it stands where it stands, and to the answer the Plan in force. */
            explain?: boolean;
            /** @description Counts wanted over all products that match. At most 20. */
            facets?: components["schemas"]["FacetRequest"][];
            /** @description Conditions on the products; all must hold. At most 50. */
            filters?: components["schemas"]["Filter"][];
            /** @description Adds to every product where the words that the search matched stand in it. Absent: not asked for. */
            highlight?: components["schemas"]["Highlighting"];
            /** @description Products on a page, 1 to 200. Default: the Plan's, 24. */
            page_size?: number;
            /** @description `next_page_token` of the answer before. Every field but `page_size`, `explain` and `highlight` must be as in that request. */
            page_token?: string;
            /** @description For tools: a partial Plan laid over the one in force (see docs/configuration.md). Such answers are not cached. */
            plan?: {
                [key: string]: unknown;
            };
            /** @description The shopper's words: at most 512 characters once surrounding space is removed. Empty browses the catalogue, in the order of `sort` or of popularity; then a filter or a sort must be given. */
            query?: string;
            /** @description For tools: merchandising rules that act on this search whatever their state and dates, each in place of the kept one of its key. At most 10. Such answers are not cached. */
            rules?: components["schemas"]["Rule"][];
            /** @description The visit that the search belongs to. */
            session_id?: string;
            /** @description Who searches, for experiments; the same shopper always sees the same variant. Never logged. */
            shopper_id?: string;
            /** @description Order by a numeric field instead of by relevance. */
            sort?: components["schemas"]["Sort"];
        };
        /** @description One page of the answer. */
        SearchResponse: {
            /** @description The list came from the page cache; `timings` are then those of this answer, not of the first. */
            cached: boolean;
            /** @description Words that matched nothing, and what they were read as. */
            corrections: components["schemas"]["Correction"][];
            /** @description Stages that did not do all of their work. Empty when all is well. */
            degraded: components["schemas"]["Degraded"][];
            /** @description In the order of the request's `facets`. */
            facets: components["schemas"]["Facet"][];
            /** @description For the page after this one; empty on the last. */
            next_page_token: string;
            /** @description With `explain`: the Plan that was in force. */
            plan?: {
                [key: string]: unknown;
            };
            /** @description The page, best first. */
            products: components["schemas"]["RankedProduct"][];
            /** @description Merchandising rules that were for this search, the one that wins over the others first. */
            rules: components["schemas"]["AppliedRule"][];
            /** @description How much of the Plan's cascade made the list. */
            rung: components["schemas"]["Rung"];
            /** @description Unique; events name it. */
            search_id: string;
            /** @description The list is that of an earlier search, of a catalogue that may have changed since; the products are as they are now. */
            stale: boolean;
            /** @description How long each stage took, in order. */
            timings: components["schemas"]["StageTiming"][];
            /** @description The whole search, in ms. */
            took_ms: number;
            /** @description Products that match the query's words and pass the filters; those that a rule hides are not counted, here or in facets, nor is a pinned product that does not match. */
            total: number;
            /** @description Experiment variants that this shopper saw. */
            variants: components["schemas"]["Variant"][];
        };
        /** @description Searches of a stretch of time. */
        SearchWindow: {
            /** @description Of them, those whose page was cached. */
            cached: number;
            /** @description Reads of the caches. */
            caches: components["schemas"]["CacheWindow"][];
            /** @description Of them, those of which a stage did not do all of its work. */
            degraded: number;
            /** @description Searches that were refused or failed. */
            failed: number;
            /** @description Time of whole searches. */
            latency?: components["schemas"]["Latency"];
            /** @description Its length, ms. */
            length_ms: number;
            /** @description Searches that were answered. */
            searches: number;
            /** @description Each stage, in the order of a search; all of them, also those that never ran. */
            stages: components["schemas"]["StageWindow"][];
        };
        /** @description Units of one value of an attribute. */
        Segment: {
            /** @description Units of all variants. */
            units: number;
            /** @description The value; empty for units that came without the attribute. */
            value: string;
            /** @description Values in it: above 1 where small ones were put together. */
            values: number;
            /** @description In the order of the definition; `adjusted_p_value` and `significant` are corrected for the number of segments. */
            variants: components["schemas"]["VariantMetric"][];
        };
        /** @description A model of the base Plan, and what was promoted in its place but cannot be served. */
        ServedModel: {
            /** @description Why not, and what to do; empty where all is well. */
            cause: string;
            /** @description As the Plan was written: name@version, or the version that has a state, as name@champion. */
            named: string;
            /** @description What was promoted but is not served; empty where all is well. */
            refused: string;
            /** @description name@version that answers searches. */
            serving: string;
            /** @description Where the Plan names it: `retrieval.encoder`, `ranker.model`, `reranker.model` or `reranker.blend`. */
            setting: string;
        };
        /** @description Who uses the console in this browser, what they may do, and how they can sign in. */
        Session: {
            /** @description To be sent as the header `x-weir-csrf` with every call that changes something. Empty: nobody is signed in. */
            csrf_token: string;
            /** @description When it ends, ms since the Unix epoch. Absent: nobody is signed in. */
            expires_at_ms?: number;
            /** @description Who, for people and for audit logs: the name of the key, or what the OpenID provider calls them. Empty: nobody. */
            name: string;
            /** @description What they may do: `viewer`, `editor` or `admin`; empty where they may not use the console. */
            role: string;
            /** @description The same by what calls ask for: `search`, `events`, `read`, `edit`, `admin`. */
            roles: string[];
            /** @description Whether somebody is signed in. Nobody need be, where everybody may do what is asked. */
            signed_in: boolean;
            /** @description Whether one can sign in with a key. */
            with_key: boolean;
            /** @description Whether one can sign in at the OpenID provider. */
            with_oidc: boolean;
        };
        /** @description Grades to give. */
        SetGradesRequest: {
            /** @description Who judges. */
            author?: string;
            /** @description At most 1,000, each product once. */
            grades?: components["schemas"]["GradeChange"][];
            /** @description Key of the set. */
            key?: string;
            /** @description The shopper's words, 1 to 512 characters. */
            query?: string;
            /** @description Version that the author read. Absent: the grades are given whatever others gave. */
            version?: number;
        };
        /** @description The query's grades, all of them. */
        SetGradesResponse: {
            /** @description The grades. */
            grades?: components["schemas"]["QueryGrades"];
        };
        /** @description One query of a set. */
        SetQuery: {
            /** @description Names it in files. Empty in a request: computed from its words. */
            id?: string;
            /** @description The shopper's words, 1 to 512 characters. */
            text?: string;
        };
        /** @description How alike two orders of the same candidates are: means over the searches that were compared. */
        ShadowAgreement: {
            /** @description Searches by how many of the first ten both have: none, one, ... all ten. */
            by_overlap: number[];
            /** @description How many places a product of the champion's first ten moves. */
            moved: number;
            /** @description Share of the first ten that both have in their first ten, 0 to 1. */
            overlap: number;
            /** @description Rank-biased overlap of the first twenty, p .9: agreement that counts more the higher it is, 0 to 1. */
            rank_biased_overlap: number;
            /** @description Spearman's rho of the same. */
            rho?: number;
            /** @description Share of the searches with the same first product. */
            same_first: number;
            /** @description Kendall's tau of what both have in their first twenty, -1 to 1; absent where that was never two products or more. */
            tau?: number;
        };
        /** @description A comparison and what it has found so far. */
        ShadowComparison: {
            /** @description How alike the two orders are; absent until a search was compared. */
            agreement?: components["schemas"]["ShadowAgreement"];
            /** @description Ms since 1970. */
            begun_ms: number;
            /** @description name@version. */
            challenger: string;
            /** @description Time of the challenger, ms a search. */
            challenger_latency?: components["schemas"]["ShadowLatency"];
            /** @description name@version. */
            champion: string;
            /** @description Time of the champion, ms a search. */
            champion_latency?: components["schemas"]["ShadowLatency"];
            /** @description Searches that were compared. */
            compared: number;
            /** @description Searches that were drawn and not compared because the process had too much to do. */
            dropped: number;
            /** @description When it ended, ms since 1970; absent while it runs. */
            ended_ms?: number;
            /** @description Searches whose first ten differ most, the most different first; without the words where they are not kept. */
            examples: components["schemas"]["ShadowExample"][];
            /** @description Searches that were drawn and could not be compared because a model failed. */
            failed: number;
            /** @description Unique in its process. */
            id: string;
            /** @description `ranker`, `cross-encoder` or `blend`. */
            kind: string;
            /** @description Of the live searches. */
            share: number;
            /** @description When it ends by itself, ms since 1970. */
            until_ms?: number;
        };
        /** @description One search whose orders differ. */
        ShadowExample: {
            /** @description When, ms since 1970. */
            at_ms: number;
            /** @description The challenger's first ten. */
            challenger: string[];
            /** @description The champion's first ten, product ids. */
            champion: string[];
            /** @description Share of the first ten that both have in their first ten. */
            overlap: number;
            /** @description Words of the search; empty where queries are not kept. */
            query: string;
            /** @description Kendall's tau of what both have in their first twenty. */
            tau?: number;
        };
        /** @description Time that one model takes for a search, measured alone and without caches. */
        ShadowLatency: {
            /** @description Median, ms. */
            p50_ms: number;
            /** @description 95th percentile, ms. */
            p95_ms: number;
        };
        /** @description The variant that is to become the base Plan. */
        ShipVariantRequest: {
            /** @description Who. */
            author?: string;
            /** @description Key of the experiment, which is running or stopped. */
            key?: string;
            /** @description Why. */
            reason?: string;
            /** @description Key of the variant. */
            variant?: string;
            /** @description The version of the experiment that was read. */
            version?: number;
        };
        /** @description The variant that became the base Plan. */
        ShipVariantResponse: {
            /** @description As it is now. */
            experiment?: components["schemas"]["Experiment"];
            /** @description Version of the base Plan that holds the variant. */
            plan_version: number;
        };
        /** @description Signing in with a key. */
        SignInRequest: {
            /** @description An API key that may read, or the write token. */
            key?: string;
        };
        /** @description Simulated shoppers since the process started. */
        Simulation: {
            /** @description Whether they may come here at all (`simulation.enabled`, or the demonstration shop is served). */
            available: boolean;
            /** @description Clicks. */
            clicks: number;
            /** @description When it ends, or ended. */
            ends_ms: number;
            /** @description Purchases. */
            purchases: number;
            /** @description Why it failed. */
            reason: string;
            /** @description Searches that the server was too busy for. */
            refused: number;
            /** @description What these brought, by currency. */
            revenue: components["schemas"]["Revenue"][];
            /** @description Name of the run; ids of shoppers are `sim-NAME-NUMBER`. */
            run: string;
            /** @description Searches that were answered. */
            searches: number;
            /** @description As asked for. */
            searches_per_second: number;
            /** @description As asked for. */
            shoppers: number;
            /** @description Shoppers who came. */
            shoppers_seen: number;
            /** @description When it started, milliseconds since the Unix epoch. */
            started_ms: number;
            /** @description `none` (nobody came yet), `running`, `finished` (its time was over), `stopped` or `failed`. */
            state: string;
        };
        /** @description An order by a number of the product. Products without it come last; equals are in the order of relevance. */
        Sort: {
            /** @description Largest first. */
            descending?: boolean;
            /** @description A numeric field: `price`, `stock`, `rating`, `rating_count`, `popularity`, `released` or a numeric attribute. */
            field?: string;
        };
        /**
         * @description A stage of the cascade. `STAGE_UNSPECIFIED`: Not said. `STAGE_ASSIGN`: Shopper to experiment variants to one Plan. `STAGE_CACHE`: Look-up in the page cache. `STAGE_ENCODE`: Query to vector. `STAGE_RETRIEVE`: Words and vectors to candidates. `STAGE_FEATURES`: Candidates to feature rows. `STAGE_RANK`: Rows to the tree ensemble's order. `STAGE_RERANK`: The best of them to the cross-encoder's order. `STAGE_COMPOSE`: The page and its explanation.
         * @enum {string}
         */
        Stage: "STAGE_UNSPECIFIED" | "STAGE_ASSIGN" | "STAGE_CACHE" | "STAGE_ENCODE" | "STAGE_RETRIEVE" | "STAGE_FEATURES" | "STAGE_RANK" | "STAGE_RERANK" | "STAGE_COMPOSE";
        /** @description Score of one product at each stage; absent where it did not reach the stage. Scores of different stages are not on one scale. */
        StageScores: {
            /** @description Weighted BM25F over the indexed fields. */
            bm25?: number;
            /** @description Cosine of the query's and the product's vectors, -1 to 1. */
            cosine?: number;
            /** @description The two, fused. */
            fused?: number;
            /** @description The tree ensemble's raw score. */
            ranker?: number;
            /** @description The cross-encoder's logit. */
            reranker?: number;
        };
        /** @description How long one stage took. */
        StageTiming: {
            /** @description Time that it was allowed, in ms; absent where it has no budget. */
            budget_ms?: number;
            /** @description Candidates that it was given. */
            candidates_in: number;
            /** @description Candidates that it passed on. */
            candidates_out: number;
            /** @description Time taken, in ms. */
            ms: number;
            /** @description Which. */
            stage: components["schemas"]["Stage"];
        };
        /** @description One stage over a stretch of time. */
        StageWindow: {
            /** @description What the base Plan allows it, ms. Absent where it has no budget of its own. */
            budget_ms?: number;
            /** @description Candidates that it was given, on average. */
            candidates_in: number;
            /** @description Candidates that it passed on, on average. */
            candidates_out: number;
            /** @description How often it did not do all of its work, by cause. */
            degraded: components["schemas"]["DegradedCount"][];
            /** @description Time that it took. */
            latency?: components["schemas"]["Latency"];
            /** @description Which. */
            stage: components["schemas"]["Stage"];
        };
        /** @description A run to begin. */
        StartQueryRunRequest: {
            /** @description Who asks for it. */
            author?: string;
            /** @description Key of the judgment set. Empty: the query set's own. */
            judgment_set?: string;
            /** @description Key of the query set. */
            key?: string;
            /** @description One, or two to compare: the second against the first. */
            plans?: components["schemas"]["NamedPlan"][];
        };
        /** @description As begun. */
        StartQueryRunResponse: {
            /** @description The run. */
            run?: components["schemas"]["QueryRun"];
        };
        /** @description How many shoppers, and for how long. */
        StartSimulationRequest: {
            /** @description When they stop, above 0, at most 240. Default 10. */
            minutes?: number;
            /** @description How often they search together, above 0, at most 50. Default 5. */
            searches_per_second?: number;
            /** @description How many different ones, 1 to 100,000; each comes again and again. Default 200. */
            shoppers?: number;
        };
        /** @description As it began. */
        StartSimulationResponse: {
            /** @description How far it is. */
            simulation?: components["schemas"]["Simulation"];
        };
        /** @description Nothing is needed. */
        StopSimulationRequest: Record<string, never>;
        /** @description As it ended. */
        StopSimulationResponse: {
            /** @description How far it came. */
            simulation?: components["schemas"]["Simulation"];
        };
        /** @description A product as the store holds it. */
        StoredProduct: {
            /** @description The product. */
            product?: components["schemas"]["Product"];
            /** @description Grows with every write of any product and never repeats. */
            version: number;
        };
        /** @description A part that failed without failing anybody's request; the log of the process says why. */
        SystemFault: {
            /** @description When it failed last, ms since the Unix epoch. */
            at_ms: number;
            /** @description How often since the process started. */
            count: number;
            /** @description A stage of the search, or `vectors`, `snapshot`, `index`, `models`, `experiments`, `behaviour`. */
            part: string;
        };
        /** @description A half-open range [start, end) of a fragment's text, in UTF-16 units. */
        TextRange: {
            /** @description Behind the last unit. */
            end: number;
            /** @description First unit. */
            start: number;
        };
        /** @description What was known at a moment. */
        TimelinePoint: {
            /** @description Milliseconds since the Unix epoch: what happened before it counts. */
            at_ms: number;
            /** @description Of an interleaved experiment. */
            preference?: components["schemas"]["Preference"];
            /** @description In the order of the definition. */
            variants: components["schemas"]["VariantMetric"][];
        };
        /** @description An attribute of requests. */
        TrafficAttribute: {
            /** @description Its name. */
            name: string;
            /** @description Its values, the most usual first, at most 20. */
            values: components["schemas"]["TrafficValue"][];
        };
        /** @description A value of an attribute. */
        TrafficValue: {
            /** @description `string`, `number` or `boolean`: how a condition spells it. */
            type: string;
            /** @description Units whose last search came with it. */
            units: number;
            /** @description As text. */
            value: string;
        };
        /** @description What is to become of an experiment. */
        TransitionExperimentRequest: {
            /** @description `start`, `stop` (from the next search on everybody gets the base Plan), `kill` (the same as an emergency: whatever the version, and with a reason) or `archive`. */
            action?: string;
            /** @description Who. */
            author?: string;
            /** @description Its key. */
            key?: string;
            /** @description Why. */
            reason?: string;
            /** @description The version that was read; 0 acts on whatever version there is. */
            version?: number;
        };
        /** @description What became of an experiment. */
        TransitionExperimentResponse: {
            /** @description As it is now. */
            experiment?: components["schemas"]["Experiment"];
        };
        /** @description Another definition of an experiment. */
        UpdateExperimentRequest: {
            /** @description Who. */
            author?: string;
            /** @description The whole new definition. */
            definition?: {
                [key: string]: unknown;
            };
            /** @description Its key. */
            key?: string;
            /** @description Start a new phase, analysed by itself, where the change would mix shoppers of different assignments. */
            new_phase?: boolean;
            /** @description Why. */
            reason?: string;
            /** @description The version that it was made from. */
            version?: number;
        };
        /** @description Another definition of an experiment. */
        UpdateExperimentResponse: {
            /** @description As written. */
            experiment?: components["schemas"]["Experiment"];
        };
        /** @description Other settings. */
        UpdatePlanRequest: {
            /** @description Who. */
            author?: string;
            /** @description All of them: what is not named here is as the configuration has it. */
            overrides?: {
                [key: string]: unknown;
            };
            /** @description Why. */
            reason?: string;
            /** @description The version that they were made from. */
            version?: number;
        };
        /** @description Other settings. */
        UpdatePlanResponse: {
            /** @description As it is in force now. */
            plan?: components["schemas"]["BasePlan"];
        };
        /** @description A part of a stream of products. */
        UpsertRequest: {
            /** @description 1 to 1,000 products. Parts are a matter of transport: products are numbered over the whole stream. */
            products?: components["schemas"]["Product"][];
        };
        /** @description What became of a stream of products. */
        UpsertResponse: {
            /** @description Products written. */
            accepted: number;
            /** @description Products refused; at most 1,000 of them are named in `rejections`. */
            rejected: number;
            /** @description Products refused, in the order of the stream. */
            rejections: components["schemas"]["Rejection"][];
            /** @description One a product of the stream, in order: the version written, or 0 where it was refused. */
            versions: number[];
        };
        /** @description An experiment variant. */
        Variant: {
            /** @description Name of the experiment. */
            experiment: string;
            /** @description The page is made of the rankings of both variants, and `variant` is `interleaved`. Where it is not reached, the page is the control's. */
            interleaved: boolean;
            /** @description What the variants differ in was at work in this search. False where the list came from the page cache, or where the stage that differs did not run: the shopper was to see the variant and could not. */
            reached: boolean;
            /** @description Name of the variant. */
            variant: string;
        };
        /** @description One metric of one variant. */
        VariantMetric: {
            /** @description Against the control; absent for the control itself. */
            comparison?: components["schemas"]["Comparison"];
            /** @description Standard error of `value`. */
            standard_error: number;
            /** @description Units that it is computed over. */
            units: number;
            /** @description Where weights follow results: the value as if they had been fixed, for comparison only. It is biased, towards less of what was unlucky early. */
            unweighed_value?: number;
            /** @description The metric: a mean a unit, a share, a ratio or a quantile. */
            value: number;
            /** @description Key of the variant. */
            variant: string;
        };
        /** @description Units of a variant. */
        VariantUnits: {
            /** @description Units by the day that they were first exposed on, in order. */
            days: components["schemas"]["DayUnits"][];
            /** @description Of the units, those that a failing or late stage kept from what differs, and that never saw it. */
            failed: number;
            /** @description Of them, those that were shown what differs. */
            reached: number;
            /** @description Units exposed to it and to no other variant. */
            units: number;
            /** @description Key of the variant. */
            variant: string;
            /** @description Share of the units that it should have; where weights follow results, by the weights of the batches that drew them. */
            weight: number;
        };
        /** @description Files to verify. */
        VerifyModelRequest: {
            /** @description Name of the model. */
            name?: string;
            /** @description The version. */
            version?: string;
        };
        /** @description What was found. */
        VerifyModelResponse: {
            /** @description What is wrong with the manifest; empty where it is valid. */
            error: string;
            /** @description One a file, as the manifest lists them. */
            files: components["schemas"]["ModelFileVerdict"][];
            /** @description Whether every file has the size and the checksum of the manifest. */
            ok: boolean;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    OfrepHttpController_evaluateAll: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the answer before. */
                "if-none-match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    context?: {
                        /** @description Id of the shopper. */
                        targetingKey: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
        responses: {
            /** @description The values of every running experiment. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        flags?: {
                            key?: string;
                            metadata?: Record<string, never>;
                            reason?: string;
                            value?: unknown;
                            variant?: string;
                        }[];
                    };
                };
            };
            /** @description Nothing has changed for this context. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The context is wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        errorCode?: string;
                        errorDetails?: string;
                        key?: string;
                    };
                };
            };
        };
    };
    OfrepHttpController_evaluate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Key of the experiment. */
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    context?: {
                        /** @description Id of the shopper. */
                        targetingKey: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
        responses: {
            /** @description Its value. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        key?: string;
                        metadata?: Record<string, never>;
                        reason?: string;
                        value?: unknown;
                        variant?: string;
                    };
                };
            };
            /** @description The context is wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        errorCode?: string;
                        errorDetails?: string;
                        key?: string;
                    };
                };
            };
            /** @description There is no experiment of this key. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        errorCode?: string;
                        errorDetails?: string;
                        key?: string;
                    };
                };
            };
        };
    };
    CatalogHttpController_describe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Its mapping, fields, filterable fields and counts. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DescribeResponse"];
                };
            };
        };
    };
    EventHttpController_record: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The message `{ events: [...] }`, one event, or an array of them; each ours or of UBI 1.3.0. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecordRequest"] | components["schemas"]["Event"] | components["schemas"]["Event"][] | Record<string, never>;
            };
        };
        responses: {
            /** @description What became of each event. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordResponse"];
                };
            };
            /** @description The body holds no events. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ExperimentHttpController_list: {
        parameters: {
            query?: {
                state?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All but the archived ones. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListExperimentsResponse"];
                };
            };
        };
    };
    ExperimentHttpController_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateExperimentRequest"];
            };
        };
        responses: {
            /** @description As written. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Experiment"];
                };
            };
            /** @description The request is wrong; every bad field is named. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ExperimentHttpController_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Key of the experiment. */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Experiment"];
                };
            };
            /** @description There is no such experiment. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ExperimentHttpController_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Key of the experiment. */
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateExperimentRequest"];
            };
        };
        responses: {
            /** @description As written. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Experiment"];
                };
            };
            /** @description The request is wrong; every bad field is named. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Somebody else wrote since: read again, then write. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ExperimentHttpController_transition: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                action: "start" | "stop" | "kill" | "archive";
                /** @description Key of the experiment. */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["TransitionExperimentRequest"];
            };
        };
        responses: {
            /** @description As written. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Experiment"];
                };
            };
            /** @description There is no such experiment. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ExperimentHttpController_breakdown: {
        parameters: {
            query?: {
                attribute?: string;
                correction?: string;
                currency?: string;
                metric?: string;
                phase?: number;
                triggered?: boolean;
            };
            header?: never;
            path: {
                /** @description Key of the experiment. */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The largest segment first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetBreakdownResponse"];
                };
            };
            /** @description There is no such experiment. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ExperimentHttpController_changes: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Key of the experiment. */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The audit log. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListChangesResponse"];
                };
            };
        };
    };
    ExperimentHttpController_ramp: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Key of the experiment. */
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RampExperimentRequest"];
            };
        };
        responses: {
            /** @description As written. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Experiment"];
                };
            };
            /** @description The request is wrong; every bad field is named. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Somebody else wrote since: read again, then write. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ExperimentHttpController_results: {
        parameters: {
            query?: {
                currency?: string;
                keep_bots?: boolean;
                keep_outliers?: boolean;
                phase?: number;
                triggered?: boolean;
                until_ms?: number;
            };
            header?: never;
            path: {
                /** @description Key of the experiment. */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Numbers and a recommendation. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetResultsResponse"];
                };
            };
            /** @description There is no such experiment. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ExperimentHttpController_resultsByBody: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Key of the experiment. */
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GetResultsRequest"];
            };
        };
        responses: {
            /** @description Numbers and a recommendation. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetResultsResponse"];
                };
            };
        };
    };
    ExperimentHttpController_ship: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Key of the experiment. */
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ShipVariantRequest"];
            };
        };
        responses: {
            /** @description As written. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShipVariantResponse"];
                };
            };
            /** @description The request is wrong; every bad field is named. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Somebody else wrote since: read again, then write. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description It may not be shipped; the message says why. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ExperimentHttpController_timeline: {
        parameters: {
            query?: {
                currency?: string;
                metric?: string;
                phase?: number;
                steps?: number;
                triggered?: boolean;
            };
            header?: never;
            path: {
                /** @description Key of the experiment. */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The last point is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetTimelineResponse"];
                };
            };
            /** @description There is no such experiment. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ExperimentHttpController_check: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CheckExperimentRequest"];
            };
        };
        responses: {
            /** @description Every wrong field. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckExperimentResponse"];
                };
            };
        };
    };
    ExperimentHttpController_evaluate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EvaluateRequest"];
            };
        };
        responses: {
            /** @description And why. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EvaluateResponse"];
                };
            };
        };
    };
    ExperimentHttpController_metrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description By key. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListMetricsResponse"];
                };
            };
        };
    };
    ExperimentHttpController_planSampleSize: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlanSampleSizeRequest"];
            };
        };
        responses: {
            /** @description Units a variant. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanSampleSizeResponse"];
                };
            };
            /** @description The request is wrong; every bad field is named. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ExperimentHttpController_traffic: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PreviewTrafficRequest"];
            };
        };
        responses: {
            /** @description Units, without robots. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreviewTrafficResponse"];
                };
            };
            /** @description The request is wrong; every bad field is named. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    JudgmentSetHttpController_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description By key. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListJudgmentSetsResponse"];
                };
            };
        };
    };
    JudgmentSetHttpController_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateJudgmentSetRequest"];
            };
        };
        responses: {
            /** @description As begun. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JudgmentSet"];
                };
            };
            /** @description The request is wrong; every bad field is named. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    JudgmentSetHttpController_grades: {
        parameters: {
            query: {
                query: string;
            };
            header?: never;
            path: {
                /** @description Key of the set. */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description By product. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueryGrades"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    JudgmentSetHttpController_grade: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Key of the set. */
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetGradesRequest"];
            };
        };
        responses: {
            /** @description All of the query's grades. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueryGrades"];
                };
            };
            /** @description The request is wrong; every bad field is named. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Somebody else wrote since: read again, then write. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    JudgmentSetHttpController_take: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Key of the set. */
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ImportJudgmentsRequest"];
            };
        };
        responses: {
            /** @description What was taken over. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportJudgmentsResponse"];
                };
            };
            /** @description The request is wrong; every bad field is named. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    JudgmentSetHttpController_qrels: {
        parameters: {
            query?: {
                format?: "trec" | "beir";
            };
            header?: never;
            path: {
                /** @description Key of the set. */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A judgment a line. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    JudgmentSetHttpController_queries: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Key of the set. */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description JSON Lines. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": string;
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    LiveController_watch: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Events until the connection ends. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": unknown;
                };
            };
        };
    };
    ModelHttpController_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description By name. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListModelsResponse"];
                };
            };
        };
    };
    ModelHttpController_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the model. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetModelResponse"];
                };
            };
            /** @description There is no such model, or no such version. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ModelHttpController_getVersion: {
        parameters: {
            query?: {
                against?: string;
            };
            header?: never;
            path: {
                /** @description Name of the model. */
                name: string;
                /** @description A version, or the state champion or shadow. */
                version: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The version. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetModelVersionResponse"];
                };
            };
            /** @description There is no such model, or no such version. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ModelHttpController_promote: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the model. */
                name: string;
                /** @description A version. */
                version: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PromoteModelRequest"];
            };
        };
        responses: {
            /** @description What became of it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PromoteModelResponse"];
                };
            };
            /** @description The request is wrong; every bad field is named. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such model, or no such version. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description It may not be, and why; nothing has changed. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ModelHttpController_verify: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the model. */
                name: string;
                /** @description A version. */
                version: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was found. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VerifyModelResponse"];
                };
            };
            /** @description There is no such model, or no such version. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ModelHttpController_rollBack: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the model. */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RollBackModelRequest"];
            };
        };
        responses: {
            /** @description What became of it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RollBackModelResponse"];
                };
            };
            /** @description The request is wrong; every bad field is named. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such model, or no such version. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description It may not be, and why; nothing has changed. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    PlanHttpController_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is in force. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BasePlan"];
                };
            };
        };
    };
    PlanHttpController_update: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdatePlanRequest"];
            };
        };
        responses: {
            /** @description As it is in force. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BasePlan"];
                };
            };
            /** @description The Plan is wrong; every bad field is named. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Somebody else wrote since: read again, then write. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    PlanHttpController_changes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The audit log. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListPlanChangesResponse"];
                };
            };
        };
    };
    PlanHttpController_restore: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RestorePlanRequest"];
            };
        };
        responses: {
            /** @description As it is in force. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BasePlan"];
                };
            };
            /** @description The Plan is wrong; every bad field is named. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Somebody else wrote since: read again, then write. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    CatalogHttpController_upsert: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The message, or one Product a line as application/x-ndjson. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpsertRequest"];
                "application/x-ndjson": components["schemas"]["UpsertRequest"];
            };
        };
        responses: {
            /** @description What became of each product. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UpsertResponse"];
                };
            };
            /** @description The request is wrong; every bad field is named. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    CatalogHttpController_patch: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The message, or one ProductPatch a line as application/x-ndjson. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["PatchRequest"];
                "application/x-ndjson": components["schemas"]["PatchRequest"];
            };
        };
        responses: {
            /** @description What became of each change. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PatchResponse"];
                };
            };
            /** @description The request is wrong; every bad field is named. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    CatalogHttpController_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The product as stored. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StoredProduct"];
                };
            };
            /** @description It is not there. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    CatalogHttpController_delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeleteResponse"];
                };
            };
        };
    };
    QueryHttpController_list: {
        parameters: {
            query?: {
                contains?: string;
                /** @description next_cursor of the answer before. */
                cursor?: string;
                /** @description Default: seven days before to_ms. */
                from_ms?: number;
                kind?: "top" | "trending" | "zero_result" | "zero_click" | "slow" | "degrading";
                /** @description 1 to 1,000; default 50. */
                limit?: number;
                min_searches?: number;
                /** @description False leaves out simulated shoppers. */
                simulated?: boolean;
                /** @description Default: now. */
                to_ms?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Queries of the kind. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListQueriesResponse"];
                };
            };
            /** @description The request is wrong; every bad field is named. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    QueryHttpController_get: {
        parameters: {
            query: {
                from_ms?: number;
                products?: number;
                query: string;
                simulated?: boolean;
                to_ms?: number;
                utc_offset_minutes?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The query. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetQueryResponse"];
                };
            };
            /** @description The request is wrong; every bad field is named. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Nobody asked it in the span. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    QueryRunHttpController_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the run. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetQueryRunResponse"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    QueryRunHttpController_cancel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the run. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueryRun"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    QuerySetHttpController_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description By key. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListQuerySetsResponse"];
                };
            };
        };
    };
    QuerySetHttpController_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateQuerySetRequest"];
            };
        };
        responses: {
            /** @description As begun. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuerySet"];
                };
            };
            /** @description The request is wrong; every bad field is named. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    QuerySetHttpController_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Key of the set. */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetQuerySetResponse"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    QuerySetHttpController_add: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Key of the set. */
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddQueriesRequest"];
            };
        };
        responses: {
            /** @description What was added. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AddQueriesResponse"];
                };
            };
            /** @description The request is wrong; every bad field is named. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    QuerySetHttpController_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Key of the set. */
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RemoveQueriesRequest"];
            };
        };
        responses: {
            /** @description What was taken out. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RemoveQueriesResponse"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    QuerySetHttpController_run: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Key of the set. */
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StartQueryRunRequest"];
            };
        };
        responses: {
            /** @description As begun. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueryRun"];
                };
            };
            /** @description The request is wrong; every bad field is named. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    QuerySetHttpController_runs: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Key of the set. */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Without their queries. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListQueryRunsResponse"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    MerchandisingHttpController_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListRulesResponse"];
                };
            };
        };
    };
    MerchandisingHttpController_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Key of the rule. */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeptRule"];
                };
            };
            /** @description There is no such rule. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    MerchandisingHttpController_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Key of the rule. */
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutRuleRequest"];
            };
        };
        responses: {
            /** @description As written. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeptRule"];
                };
            };
            /** @description The rule is wrong; every bad field is named. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Somebody else wrote since: read again, then write. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    MerchandisingHttpController_delete: {
        parameters: {
            query: {
                author?: string;
                reason?: string;
                version: number;
            };
            header?: never;
            path: {
                /** @description Key of the rule. */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeleteRuleResponse"];
                };
            };
            /** @description There is no such rule. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Somebody else wrote since: read again, then write. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    MerchandisingHttpController_changes: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Key of the rule. */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The audit log. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListRuleChangesResponse"];
                };
            };
            /** @description There is no such rule. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    SearchHttpController_searchByAddress: {
        parameters: {
            query: {
                explain?: boolean;
                /** @description Fields to show matched words in, between commas, e.g. title,description. */
                highlight?: string;
                page_size?: number;
                page_token?: string;
                /** @description The shopper's words. */
                q: string;
                shopper_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page, best first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchResponse"];
                };
            };
            /** @description The request is wrong; every bad field is named. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    SearchHttpController_search: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SearchRequest"];
            };
        };
        responses: {
            /** @description One page, best first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchResponse"];
                };
            };
            /** @description The request is wrong; every bad field is named. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    SessionController_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Who is signed in now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
        };
    };
    SessionController_begin: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignInRequest"];
            };
        };
        responses: {
            /** @description Who is signed in now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description The key is not known. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The key may not read. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Too many attempts. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    SessionController_end: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Who is signed in now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
        };
    };
    ShadowHttpController_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The running ones first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListComparisonsResponse"];
                };
            };
        };
    };
    ShadowHttpController_begin: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BeginComparisonRequest"];
            };
        };
        responses: {
            /** @description As it began. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShadowComparison"];
                };
            };
            /** @description The request is wrong; every bad field is named. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description These two are being compared already. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ShadowHttpController_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the comparison. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RemoveComparisonResponse"];
                };
            };
            /** @description There is no such comparison in this process. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ShadowHttpController_end: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the comparison. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it ended. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShadowComparison"];
                };
            };
            /** @description There is no such comparison in this process. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    EventHttpController_forget: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As it was in events and searches. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description They are gone. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ForgetResponse"];
                };
            };
        };
    };
    SimulationHttpController_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How it stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Simulation"];
                };
            };
        };
    };
    SimulationHttpController_start: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["StartSimulationRequest"];
            };
        };
        responses: {
            /** @description How it stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Simulation"];
                };
            };
            /** @description The request is wrong; every bad field is named. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description No demonstration shop is served, or shoppers are there already. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    SimulationHttpController_stop: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How it stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Simulation"];
                };
            };
        };
    };
    SystemHttpController_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetSystemResponse"];
                };
            };
        };
    };
}
