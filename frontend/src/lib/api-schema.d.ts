// The API's types. Generated from docs/openapi.yaml by `npm run schema`: do not edit.
// SPDX-License-Identifier: MIT
export interface paths {
    "/api/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Exchange a name and a password for a token */
        post: operations["login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Revoke the token that this request carries */
        post: operations["logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Check a token */
        post: operations["verifyToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Store up to 500 bodies of /api/send
         * @description Each item is treated as if it had been sent by itself with the headers of this request. Items that are refused
         *     do not keep the others from being stored; `details` has one entry for each refused item, with the error document
         *     that `/api/send` would have answered.
         */
        post: operations["sendBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/config": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a client needs to know of this server */
        get: operations["getConfig"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/heartbeat": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Umami's health check */
        get: operations["getHeartbeat"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List one's links
         * @description One page of the links that the token's holder owns, ordered by name.
         */
        get: operations["listLinks"];
        put?: never;
        /** Create a link */
        post: operations["createLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/links/{linkId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                linkId: components["parameters"]["linkId"];
            };
            cookie?: never;
        };
        /** Read a link */
        get: operations["getLink"];
        put?: never;
        /**
         * Change a link
         * @description Members that are left out stay as they are. It leads there from the next click on, on every server.
         */
        post: operations["updateLink"];
        /**
         * Delete a link
         * @description Its slug is free again, and everything that was counted for it is gone.
         */
        delete: operations["deleteLink"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/links/charts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Small charts of several links
         * @description Distinct visitors by half days of the clock of `timezone`, and of the whole range. Links that do not exist or are
         *     somebody else's are left out. Without `startAt` and `endAt` the range is the seven days until now.
         */
        get: operations["getLinkCharts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who holds this token */
        get: operations["getMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/pixels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List one's pixels
         * @description One page of the pixels that the token's holder owns, ordered by name.
         */
        get: operations["listPixels"];
        put?: never;
        /** Create a pixel */
        post: operations["createPixel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/pixels/{pixelId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pixelId: components["parameters"]["pixelId"];
            };
            cookie?: never;
        };
        /** Read a pixel */
        get: operations["getPixel"];
        put?: never;
        /**
         * Change a pixel
         * @description Members that are left out stay as they are.
         */
        post: operations["updatePixel"];
        /**
         * Delete a pixel
         * @description Its slug is free again, and everything that was counted for it is gone.
         */
        delete: operations["deletePixel"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/pixels/charts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Small charts of several pixels
         * @description Distinct visitors by half days of the clock of `timezone`, and of the whole range. Pixels that do not exist or are
         *     somebody else's are left out. Without `startAt` and `endAt` the range is the seven days until now.
         */
        get: operations["getPixelCharts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/realtime/{websiteId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        /** The last 30 minutes */
        get: operations["getRealtime"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/record": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Refuse a recording
         * @description There are no recordings. A recorder is answered as by an Umami where they are switched off.
         */
        post: operations["record"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/send": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Store a pageview, an event or what is known of a visitor
         * @description The answer is sent after the commit: what was answered with 200 and ids is stored, and the ids are those of the
         *     rows. `type: event` without `payload.name` is a pageview, with a name it is an event; `type: identify` gives the
         *     visitor a distinct id, properties, or both; `type: engagement` says how long a page was read and how far, up to now;
         *     `type: performance` says how fast it was, with one of `lcp`, `inp`, `cls`, `fcp` and `ttfb` at least. The last two
         *     are no events: they belong to the visit under way and open none.
         *
         *     The visitor is told from the client's address and `User-Agent`. The address is taken from `X-Forwarded-For` and
         *     the like only when the peer is a trusted proxy; a tag cannot choose it. Neither is stored.
         *
         *     What is refused although nothing is wrong with it is answered with `{"beep":"boop"}` and the reason, and nothing of
         *     it is stored: known bots, spam referrers, and what the website's policy does not want (its shields, and `DNT: 1` or
         *     `Sec-GPC: 1` where it drops those). There is no point in sending it again. Only addresses on the operator's list
         *     are answered 403, as Umami does.
         *
         *     Refused events are counted by website, hour and reason before they are answered, too: see
         *     [the ledger](numbers.md#what-was-received).
         */
        post: operations["send"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/websites": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List one's websites
         * @description One page of the websites that the token's holder owns, ordered by name.
         */
        get: operations["listWebsites"];
        put?: never;
        /** Create a website */
        post: operations["createWebsite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/websites/{websiteId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        /** Read a website */
        get: operations["getWebsite"];
        put?: never;
        /**
         * Change a website
         * @description Members that are left out stay as they are.
         */
        post: operations["updateWebsite"];
        /**
         * Delete a website
         * @description Nothing can be sent to it or asked of it any more.
         */
        delete: operations["deleteWebsite"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/websites/{websiteId}/active": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        /** Visitors of the last five minutes */
        get: operations["getActiveVisitors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/websites/{websiteId}/daterange": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        /** Times of the first and the last event */
        get: operations["getDateRange"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/websites/{websiteId}/ledger": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        /**
         * What was received, and what became of it
         * @description `received` = `stored` + `attached` + all of `refused`, and `stored` = `rows`: see
         *     [the ledger](numbers.md#what-was-received). Counted by whole hours in UTC, those that the range begins and ends in
         *     included. Not in Umami's API.
         */
        get: operations["getLedger"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/websites/{websiteId}/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        /**
         * One number for each value of a property
         * @description The number is that of visitors, but for `type=event` that of events. The largest number comes first, equal ones
         *     in the order of their values. Where a value is missing, `x` is null; for `query`, `tag`, `event`, `referrer`,
         *     `domain`, `utm*` and `distinctId` there is no row.
         */
        get: operations["getMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/websites/{websiteId}/metrics/expanded": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        /** All numbers for each value of a property */
        get: operations["getExpandedMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/websites/{websiteId}/pageviews": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        /**
         * Pageviews and visitors over time
         * @description One point for each unit of time that has any; the units without are left out. `sessions` counts the visitors of
         *     each unit, so its points do not add up to the visitors of the range.
         */
        get: operations["getPageviews"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/websites/{websiteId}/policy": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        /**
         * Read what a website does not want counted
         * @description For whoever may change the website. Not in Umami's API.
         */
        get: operations["getPolicy"];
        put?: never;
        /**
         * Change what a website does not want counted
         * @description Members that are left out stay as they are; a list takes the place of the one before. What is sent after the answer
         *     is counted by the new policy, whichever server it reaches.
         */
        post: operations["updatePolicy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/websites/{websiteId}/segments": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        /** List the saved segments or cohorts of a website */
        get: operations["getSegments"];
        put?: never;
        /** Save a segment or a cohort */
        post: operations["createSegment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/websites/{websiteId}/segments/{segmentId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                segmentId: components["parameters"]["segmentId"];
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        /** Read a saved segment or cohort */
        get: operations["getSegment"];
        put?: never;
        /**
         * Change a saved segment or cohort
         * @description Members that are left out stay as they are; `parameters` take the place of those before.
         */
        post: operations["updateSegment"];
        /** Delete a saved segment or cohort */
        delete: operations["deleteSegment"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/websites/{websiteId}/stats": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        /**
         * Sums over a range, and over the one to compare with
         * @description Divide to get what a dashboard shows: bounce rate = `bounces` / `visits`, visit duration = `totaltime` /
         *     `visits`, views per visit = `pageviews` / `visits`.
         */
        get: operations["getStats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/websites/{websiteId}/values": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        /**
         * The ten most frequent values of a property
         * @description What a filter's input field offers.
         */
        get: operations["getValues"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/whoami": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How the server sees you
         * @description For administrators, to put forwarding headers right: the address at the other end of the connection, whether it is
         *     trusted, which header is believed and the address that comes of it. Asked as a visitor's browser would send events,
         *     that is by the public address. Nothing of it is kept. Not in Umami's API.
         */
        get: operations["whoami"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Is the process alive
         * @description Does not ask the database, so that a supervisor does not restart the server when the database is away.
         */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Figures about the server itself, for Prometheus
         * @description Requests by route and status, latency histogram, queue lengths, collector batches, state of the database.
         */
        get: operations["getServerMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/p/{slug}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: components["parameters"]["slug"];
            };
            cookie?: never;
        };
        /**
         * Load a pixel
         * @description Counts the load, then sends a transparent image of one pixel; the image also goes to those who are not counted,
         *     and while the database is away.
         */
        get: operations["loadPixel"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/q/{slug}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: components["parameters"]["slug"];
            };
            cookie?: never;
        };
        /**
         * Follow a link
         * @description Counts the click and leads on to the link's URL, as it is: the query of the request is not appended to it, but it
         *     is stored with the click, `utm_*` included. The visitor is led on whatever becomes of the click: bots, and clicks
         *     that the link's own settings refuse, are only counted as refused. `HEAD` counts as a bot.
         *
         *     While the database is away, the click is lost and the visitor is still led on, to where the link led when it was
         *     last clicked on; 503 is the answer for a link that this server has not seen since it started.
         */
        get: operations["followLink"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Can the server do its work
         * @description 200 when the database answers and its migrations are those of this program.
         */
        get: operations["getReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/script.js": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The tracker
         * @description The script that a website's tag loads, deferred and with the website's id in the attribute `data-website-id`. It
         *     sends to `api/send` beside itself, or below `data-host-url` when the tag has that attribute.
         */
        get: operations["getTracker"];
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
        BatchReply: {
            /**
             * @description As in the answer of `/api/send` to the first item that was stored. Without such an item this member and the
             *     next two are missing.
             */
            cache?: string;
            /** @description The items that were refused. */
            details: {
                /** @description Place in the body, from 0. */
                index: components["schemas"]["Count"];
                response: components["schemas"]["Error"];
            }[];
            /** @description Items that were refused. */
            errors: components["schemas"]["Count"];
            /** @description Items that were not refused. */
            processed: components["schemas"]["Count"];
            /**
             * Format: uuid
             * @description The visitor of that item.
             */
            sessionId?: string | null;
            /** @description Items in the body. */
            size: components["schemas"]["Count"];
            /**
             * Format: uuid
             * @description The visit of that item.
             */
            visitId?: string | null;
        };
        Charts: {
            data: {
                [key: string]: {
                    /** @description Distinct visitors of the range. */
                    total: components["schemas"]["Count"];
                    /** @description Those of each half day, in order, those without any included. */
                    values: components["schemas"]["Count"][];
                };
            };
        };
        Config: {
            /** @description Always false. */
            cloudMode: boolean;
            privateMode: boolean;
            /** @description Whether single visitors can be deleted. */
            sessionDeletionEnabled: boolean;
            /** @description Always true; there is no telemetry. */
            telemetryDisabled: boolean;
            /** @description Other names under which the tracker is served, when there are any. */
            trackerScriptName?: string;
            /** @description Always true; the server asks nobody for updates. */
            updatesDisabled: boolean;
        };
        /** Format: int64 */
        Count: number;
        /** @description Numbers by value. */
        Counts: {
            [key: string]: components["schemas"]["Count"];
        };
        /**
         * @description What becomes of events with `DNT: 1` or `Sec-GPC: 1`: `ignore` counts them as all others, `anonymous` counts them
         *     without a visitor, `drop` does not count them.
         * @enum {string}
         */
        DoNotTrack: "ignore" | "anonymous" | "drop";
        Error: {
            error: components["schemas"]["Faults"] & {
                /**
                 * @description For programs; does not change.
                 * @example bad-request
                 * @example unauthorized
                 * @example incorrect-username-password
                 * @example not-found
                 * @example payload-too-large
                 */
                code: string;
                /** @description For people. */
                message: string;
                /** @description Of a refused event. */
                reason?: components["schemas"]["Reason"];
                /** @description Under this name the server's log has the request; the header `X-Request-Id` is the same. */
                requestId?: string;
                /** @description The status of the answer, repeated. */
                status: number;
            };
        };
        ExpandedMetricRow: {
            /** @description Country of the region or city; with those types only. */
            country?: string | null;
            name: string | null;
            /** @description Region of the city; with that type only. */
            region?: string | null;
        } & components["schemas"]["StatsValues"];
        /** @description Faults of a value, and of its members when it is an object or of its items when it is an array. */
        Faults: {
            errors?: string[];
            items?: (components["schemas"]["Faults"] | null)[];
            properties?: {
                [key: string]: components["schemas"]["Faults"];
            };
        };
        Filters: {
            browser?: components["schemas"]["FilterValue"];
            /** @description How the visit came. */
            channel?: components["schemas"]["FilterValue"];
            city?: components["schemas"]["FilterValue"];
            /**
             * Format: uuid
             * @description The id of a saved cohort, whose visitors alone count.
             */
            cohort?: string;
            /** @description Two letters, as ISO 3166-1 has them. */
            country?: components["schemas"]["FilterValue"];
            device?: components["schemas"]["FilterValue"];
            distinctId?: components["schemas"]["FilterValue"];
            /** @description Shown name of the referrer. */
            domain?: components["schemas"]["FilterValue"];
            /**
             * @description The visit has an event of that name, at any time; with a negation, it has none. With `type=event` it is the
             *     name of the event itself.
             */
            event?: components["schemas"]["FilterValue"];
            /**
             * @description Count 1 pageviews, 2 events, 3 clicks on measured links or 4 loads of pixels instead of all but the events.
             * @enum {integer}
             */
            eventType?: 1 | 2 | 3 | 4;
            /** @description Any text but the empty one leaves out the visits that bounced. */
            excludeBounce?: string;
            hostname?: components["schemas"]["FilterValue"];
            /** @description The language without the region, in lower case. */
            language?: components["schemas"]["FilterValue"];
            /**
             * @description Whether all filters must hold or one is enough.
             * @default all
             * @enum {string}
             */
            match: "all" | "any";
            os?: components["schemas"]["FilterValue"];
            path?: components["schemas"]["FilterValue"];
            query?: components["schemas"]["FilterValue"];
            /** @description Domain that the visit came from, without `www.`; the website itself is none. */
            referrer?: components["schemas"]["FilterValue"];
            /**
             * @description As ISO 3166-2 has them.
             * @example FR-75
             */
            region?: components["schemas"]["FilterValue"];
            screen?: components["schemas"]["FilterValue"];
            /**
             * Format: uuid
             * @description The id of a saved segment, whose filters must hold as well.
             */
            segment?: string;
            tag?: components["schemas"]["FilterValue"];
            title?: components["schemas"]["FilterValue"];
            utmCampaign?: components["schemas"]["FilterValue"];
            utmContent?: components["schemas"]["FilterValue"];
            utmMedium?: components["schemas"]["FilterValue"];
            utmSource?: components["schemas"]["FilterValue"];
            utmTerm?: components["schemas"]["FilterValue"];
        } & {
            [key: string]: components["schemas"]["FilterValue"];
        };
        /**
         * @description `[operator.]text`, as the parameter `filters` says.
         * @example firefox
         * @example firefox,chrome
         * @example neq.DE
         * @example c.blog
         * @example re.^/docs/
         */
        FilterValue: string;
        Ledger: {
            /** @description Stored with a visitor or a visit. */
            attached: components["schemas"]["Count"];
            /**
             * Format: date-time
             * @description The last one.
             */
            endDate: string;
            received: components["schemas"]["Count"];
            /** @description The most frequent reason first. */
            refused: {
                events: components["schemas"]["Count"];
                reason: components["schemas"]["Reason"];
            }[];
            /** @description The rows that are there now, counted for this answer. */
            rows: components["schemas"]["Count"];
            /**
             * Format: date-time
             * @description The first millisecond of the hours that were counted.
             */
            startDate: string;
            /** @description As rows of their own. */
            stored: components["schemas"]["Count"];
        };
        Link: {
            /** Format: date-time */
            createdAt: string;
            deletedAt: null;
            /** Format: uuid */
            id: string;
            name: string;
            /** @description Its address is `/q/<slug>` on this server. */
            slug: string;
            /** Format: uuid */
            teamId: string | null;
            /** Format: date-time */
            updatedAt: string;
            /** @description Where it leads. */
            url: string;
            /**
             * Format: uuid
             * @description The owner.
             */
            userId: string | null;
        };
        LinkCreate: {
            /**
             * Format: uuid
             * @description Use this id instead of a new random one.
             */
            id?: string | null;
            name: string;
            slug: components["schemas"]["Slug"];
            /** Format: uuid */
            teamId?: string | null;
            url: components["schemas"]["LinkUrl"];
        };
        LinkPage: {
            /** @description Rows on all pages. */
            count: components["schemas"]["Count"];
            data: components["schemas"]["Link"][];
            orderBy?: string;
            page: number;
            pageSize: number;
            search?: string;
        };
        LinkUpdate: {
            name?: string;
            slug?: components["schemas"]["Slug"];
            url?: components["schemas"]["LinkUrl"];
        };
        /** @description A whole URL of a page, without blanks. */
        LinkUrl: string;
        LoginReply: {
            token: string;
            user: components["schemas"]["LoginUser"];
        };
        LoginRequest: {
            /** Format: password */
            password: string;
            username: string;
        };
        LoginUser: components["schemas"]["User"] & {
            teams: components["schemas"]["TeamName"][];
        };
        Me: {
            /**
             * @description How the request was signed in; `session` is a token from `/api/auth/login`.
             * @enum {string}
             */
            authType: "session" | "share" | "api-key";
            shareToken: {
                [key: string]: unknown;
            } | null;
            /** @description The token of this request. */
            token: string;
            user: components["schemas"]["User"];
        };
        MetricRow: {
            /** @description Country of the region or city; with those types only. */
            country?: string | null;
            /** @description Region of the city; with that type only. */
            region?: string | null;
            /** @description The value; null where it is missing. */
            x: string | null;
            y: components["schemas"]["Count"];
        };
        /** @enum {string} */
        MetricType: "path" | "url" | "entry" | "exit" | "title" | "query" | "hostname" | "host" | "referrer" | "domain" | "channel" | "utmSource" | "utmMedium" | "utmCampaign" | "utmContent" | "utmTerm" | "browser" | "os" | "device" | "screen" | "language" | "country" | "region" | "city" | "distinctId" | "event" | "tag";
        PageviewSeries: {
            /** @description The other range; with `compare` only. Its points carry their own times. */
            compare?: {
                /** Format: date-time */
                endDate: string;
                pageviews: components["schemas"]["Point"][];
                sessions: components["schemas"]["Point"][];
                /** Format: date-time */
                startDate: string;
            };
            /**
             * Format: date-time
             * @description With `compare` only.
             */
            endDate?: string;
            pageviews: components["schemas"]["Point"][];
            /** @description Visitors. */
            sessions: components["schemas"]["Point"][];
            /**
             * Format: date-time
             * @description With `compare` only.
             */
            startDate?: string;
        };
        /** @description Exactly one of `website`, `link` and `pixel` must be given. */
        Payload: {
            /**
             * @description How many milliseconds ago it happened, by the sender's own clock: for what is sent late or again. Beside
             *     `timestamp`, which says it already, it changes nothing.
             */
            age?: number | null;
            /** @description Instead of what the user agent says. */
            browser?: string;
            /** @description With `performance`, Cumulative Layout Shift. */
            cls?: number;
            /**
             * @description Properties of the event; with `identify`, of the visitor. Members of inner objects get dotted names. An event
             *     with a positive number, or the text of one, as `revenue` and a text as `currency` counts as revenue.
             */
            data?: {
                [key: string]: unknown;
            };
            /** @description Instead of what the user agent says. */
            device?: string;
            /**
             * @description With `engagement`, and required there: milliseconds for which the page was in the foreground, up to now and since
             *     the last time that it was said.
             */
            engagedTime?: number;
            /**
             * Format: uuid
             * @description The sender's own id of this sending. What is sent again under an id that has been stored, within 48 hours, is
             *     stored no second time and answered as the first was, without the visit. Ours, not Umami's, as is `age`.
             */
            eventId?: string | null;
            /** @description With `performance`, First Contentful Paint in milliseconds. */
            fcp?: number;
            /** @description Host of the page. Without it, the host of `url` less a leading `www.`. */
            hostname?: string;
            /** @description Distinct id, the website's own name for the visitor. The same id is the same visitor on every device. */
            id?: string;
            /** @description With `performance`, Interaction to Next Paint in milliseconds. */
            inp?: number;
            /** @description For servers that send on behalf of a client, the client's address. */
            ip?: string;
            /** @description The browser's language, as BCP 47 writes it. */
            language?: string;
            /** @description With `performance`, Largest Contentful Paint in milliseconds. */
            lcp?: number;
            /**
             * Format: uuid
             * @description A link's id, for servers that redirect by themselves. The event counts as a click.
             */
            link?: string | null;
            /** @description Name of the event. Without it, the event is a pageview. */
            name?: string;
            /** @description Instead of what the user agent says. */
            os?: string;
            /**
             * Format: uuid
             * @description A pixel's id. The event counts as a load.
             */
            pixel?: string | null;
            /** @description URL that led to the page, or a path. */
            referrer?: string;
            /**
             * @description Width and height of the screen.
             * @example 1920x1080
             */
            screen?: string;
            /** @description With `engagement`, the greatest part of the page that has been seen, in percent. */
            scrollDepth?: number;
            /** @description A word to tell variants of a page or deployments apart. */
            tag?: string;
            /**
             * Format: int64
             * @description When it happened, in seconds since 1970: from the year 2000 to a day from now. Without it, now.
             */
            timestamp?: number;
            /** @description Title of the page; percent escapes are decoded, and it is cut at 500 characters. */
            title?: string;
            /** @description With `performance`, Time to First Byte in milliseconds. */
            ttfb?: number;
            /**
             * @description URL of the page, or its path with query and fragment. Path and query are stored apart; the campaign's
             *     `utm_*` and the click ids are read from the query.
             */
            url?: string;
            /** @description For servers that send on behalf of a client, the client's user agent. */
            userAgent?: string;
            /**
             * Format: uuid
             * @description The website's id.
             */
            website?: string | null;
        };
        Pixel: {
            /** Format: date-time */
            createdAt: string;
            deletedAt: null;
            /** Format: uuid */
            id: string;
            name: string;
            /** @description Its address is `/p/<slug>` on this server. */
            slug: string;
            /** Format: uuid */
            teamId: string | null;
            /** Format: date-time */
            updatedAt: string;
            /**
             * Format: uuid
             * @description The owner.
             */
            userId: string | null;
        };
        PixelCreate: {
            /**
             * Format: uuid
             * @description Use this id instead of a new random one.
             */
            id?: string | null;
            name: string;
            slug: components["schemas"]["Slug"];
            /** Format: uuid */
            teamId?: string | null;
        };
        PixelPage: {
            /** @description Rows on all pages. */
            count: components["schemas"]["Count"];
            data: components["schemas"]["Pixel"][];
            orderBy?: string;
            page: number;
            pageSize: number;
            search?: string;
        };
        PixelUpdate: {
            name?: string;
            slug?: components["schemas"]["Slug"];
        };
        Point: {
            /** @description Start of the unit of time: `2026-03-29 00:00:00` by the clock of `timezone`, or `2026-03-29T00:00:00Z`. */
            x: string;
            y: components["schemas"]["Count"];
        };
        Policy: components["schemas"]["PolicyUpdate"] & {
            /** @description The setting `DO_NOT_TRACK`, which counts while `doNotTrack` is `null`. */
            serverDoNotTrack: components["schemas"]["DoNotTrack"];
        };
        PolicyUpdate: {
            /**
             * @description Once there is one, only pages on these hosts are counted; `*` stands for any characters, the port makes no
             *     difference.
             */
            allowedHostnames?: components["schemas"]["Shields"];
            /** @description Addresses and CIDR blocks from which nothing is counted. */
            blockedAddresses?: components["schemas"]["Shields"];
            /** @description Countries (ISO 3166-1, two letters) from which nothing is counted. */
            blockedCountries?: components["schemas"]["Shields"];
            /** @description Paths that are not counted, whole; `*` stands for any characters. They begin with `/` or `*`. */
            blockedPaths?: components["schemas"]["Shields"];
            /** @description `null`: what the server's setting `DO_NOT_TRACK` says. */
            doNotTrack?: components["schemas"]["DoNotTrack"] | null;
        };
        Realtime: {
            /** @description Visitors by country. */
            countries: components["schemas"]["Counts"];
            /**
             * @description The newest hundred pageviews and events, newest first. Where a visitor's first one of the 30 minutes is
             *     among them, an entry `session` follows it.
             */
            events: components["schemas"]["RealtimeEvent"][];
            /** @description Pageviews by referrer domain. */
            referrers: components["schemas"]["Counts"];
            /** @description By minute. */
            series: {
                views: components["schemas"]["Point"][];
                visitors: components["schemas"]["Point"][];
            };
            /**
             * Format: int64
             * @description When this was computed, in milliseconds since 1970.
             */
            timestamp: number;
            totals: {
                countries: components["schemas"]["Count"];
                events: components["schemas"]["Count"];
                views: components["schemas"]["Count"];
                visitors: components["schemas"]["Count"];
            };
            /** @description Pageviews by path. */
            urls: components["schemas"]["Counts"];
        };
        RealtimeEvent: {
            /** @enum {string} */
            __type: "pageview" | "event" | "session";
            browser: string | null;
            country: string | null;
            /** Format: date-time */
            createdAt: string;
            device: string | null;
            eventName: string | null;
            hostname: string | null;
            os: string | null;
            referrerDomain: string | null;
            /**
             * Format: uuid
             * @description The visitor; `null` for what was counted without one.
             */
            sessionId: string | null;
            urlPath: string | null;
        };
        /**
         * @description Why an event was refused; does not change. The ledger and `/metrics` count by these.
         * @enum {string}
         */
        Reason: "no_website" | "invalid" | "bot" | "ignored_address" | "shield_address" | "shield_country" | "shield_path" | "shield_hostname" | "spam_referrer" | "do_not_track" | "duplicate" | "refused_by_database" | "failed" | "busy";
        SavedFilter: {
            /** @description The property, as the filters of reports are called. */
            name: string;
            /**
             * @default eq
             * @enum {string}
             */
            operator: "eq" | "neq" | "c" | "dnc" | "re" | "nre";
            /** @description As in the query string, or a list of texts. */
            value: string | string[];
        };
        Segment: components["schemas"]["SegmentCreate"] & {
            /** Format: date-time */
            createdAt: string;
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            updatedAt: string;
            /** Format: uuid */
            websiteId: string;
        };
        SegmentCreate: {
            name: string;
            parameters: components["schemas"]["SegmentParameters"];
            type: components["schemas"]["SegmentType"];
        };
        SegmentPage: {
            /** @description Rows on all pages. */
            count: components["schemas"]["Count"];
            data: components["schemas"]["Segment"][];
            page: number;
            pageSize: number;
            /** @description What was searched, when something was. */
            search?: string;
        };
        /**
         * @description What a segment or cohort asks for. `dateRange` and `action` are a cohort's. Other members are kept, and mean nothing.
         *     As PostgreSQL writes it, at most 16,000 bytes.
         */
        SegmentParameters: {
            /** @description A pageview of this path, or an event of this name. Without it, any pageview or event. */
            action?: {
                /** @enum {string} */
                type: "path" | "event";
                value: string;
            };
            /**
             * @description When the action was done: `range:<start>:<end>` in milliseconds, both included; a number of whole units up to
             *     now (`24hour`, `30day`, `4week`, `6month`, `1year`) by the clock of the report's `timezone`; or `all`.
             * @default all
             * @example 30day
             */
            dateRange: string;
            filters?: components["schemas"]["SavedFilter"][];
            /**
             * @description Whether all of its filters must hold or one is enough.
             * @default all
             * @enum {string}
             */
            match: "all" | "any";
        };
        /** @enum {string} */
        SegmentType: "segment" | "cohort";
        SegmentUpdate: {
            name?: string;
            parameters?: components["schemas"]["SegmentParameters"];
            type?: components["schemas"]["SegmentType"];
        };
        Send: {
            payload: components["schemas"]["Payload"];
            /** @enum {string} */
            type: "event" | "identify" | "engagement" | "performance";
        };
        SendReply: {
            /** @description To be sent back as `x-umami-cache`. Signed, opaque. Empty for an event that was counted without a visitor. */
            cache: string;
            /**
             * Format: uuid
             * @description The visitor; `null` for an event that was counted without one.
             */
            sessionId: string | null;
            /**
             * Format: uuid
             * @description The visit; `null` outside of one.
             */
            visitId: string | null;
        } | {
            /** @constant */
            beep: "boop";
            reason: components["schemas"]["Reason"];
        } | {
            /** @constant */
            disabled: true;
        };
        Shields: string[];
        /** @description What an address ends with; nobody else's of the same kind has it. */
        Slug: string;
        Stats: components["schemas"]["StatsValues"] & {
            comparison: components["schemas"]["StatsValues"];
        };
        StatsValues: {
            /** @description Visits with one pageview and no event. */
            bounces: components["schemas"]["Count"];
            pageviews: components["schemas"]["Count"];
            /** @description Sum of the visits' durations, in seconds. */
            totaltime: components["schemas"]["Count"];
            visitors: components["schemas"]["Count"];
            visits: components["schemas"]["Count"];
        };
        TeamName: {
            /** Format: uuid */
            id: string;
            logoUrl: string | null;
            name: string;
        };
        User: {
            /** Format: date-time */
            createdAt: string | null;
            /** Format: uuid */
            id: string;
            isAdmin: boolean;
            /** @enum {string} */
            role: "admin" | "user" | "view-only";
            username: string;
        };
        Website: {
            /** Format: date-time */
            createdAt: string | null;
            /** Format: uuid */
            createdBy: string | null;
            /** Format: date-time */
            deletedAt: string | null;
            domain: string | null;
            /** Format: uuid */
            id: string;
            name: string;
            recorderEnabled: boolean;
            replayConfig: {
                [key: string]: unknown;
            } | null;
            /** @description Umami 3.1's name of `recorderEnabled`. */
            replayEnabled: boolean;
            /**
             * Format: date-time
             * @description Reports leave out what happened before.
             */
            resetAt: string | null;
            shareId: string | null;
            /** Format: uuid */
            teamId: string | null;
            /** Format: date-time */
            updatedAt: string | null;
            /** @description The owner; in lists. */
            user?: {
                /** Format: uuid */
                id: string;
                username: string;
            };
            /**
             * Format: uuid
             * @description The owner.
             */
            userId: string | null;
        };
        WebsiteCreate: {
            domain: string;
            /**
             * Format: uuid
             * @description Use this id instead of a new random one, as when a website moves here with its tag.
             */
            id?: string | null;
            name: string;
            shareId?: string | null;
            /** Format: uuid */
            teamId?: string | null;
        };
        WebsitePage: {
            /** @description Rows on all pages. */
            count: components["schemas"]["Count"];
            data: components["schemas"]["Website"][];
            /** @description What the rows are ordered by. */
            orderBy?: string;
            page: number;
            pageSize: number;
            /** @description What was searched, when something was. */
            search?: string;
        };
        WebsiteUpdate: {
            domain?: string;
            name?: string;
            /** @description Null ends all sharing. */
            shareId?: string | null;
        };
        Whoami: {
            /** @description Your address, as visitors are told apart by it. */
            address: string;
            /** @description The header that was believed; `null` when the address is the peer's. */
            addressHeader: string | null;
            /**
             * @description What to do about it: `fine`: nothing. `trust_peer`: the peer sends forwarding headers and is not in
             *     `TRUSTED_PROXIES`. `no_address_header`: the peer is trusted, but tells no address. `trust_address`: the address
             *     that comes out is a private one, another proxy's perhaps. `local`: you are on the server's own network, where
             *     there is nothing to see; ask from outside.
             * @enum {string}
             */
            advice: "fine" | "trust_peer" | "no_address_header" | "trust_address" | "local";
            bot: boolean;
            browser: string | null;
            city: string | null;
            country: string | null;
            device: string | null;
            /** @description Your browser sends `DNT: 1` or `Sec-GPC: 1`. */
            doNotTrack: boolean;
            /** @description All headers of the request that proxies use for addresses and locations, believed or not. */
            headers: {
                name: string;
                value: string;
            }[];
            /** @enum {string|null} */
            locationFrom: "headers" | "database" | null;
            os: string | null;
            /** @description The address at the other end of the connection. */
            peer: string;
            /** @description It is in `TRUSTED_PROXIES`. */
            peerTrusted: boolean;
            region: string | null;
            userAgent: string;
        };
    };
    responses: {
        /** @description The request has faults; `properties` names them by field. */
        BadRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": {
                 *         "message": "The request is not valid.",
                 *         "code": "bad-request",
                 *         "status": 400,
                 *         "properties": {
                 *           "startAt": {
                 *             "errors": [
                 *               "Must be a whole number."
                 *             ]
                 *           }
                 *         }
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The path does not have this method. */
        MethodNotAllowed: {
            headers: {
                /** @description The methods that it has. */
                Allow?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description There is no such website. Only an administrator is told; others get 401. */
        NotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": {
                 *         "message": "There is nothing here.",
                 *         "code": "not-found",
                 *         "status": 404
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Done. */
        Ok: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @constant */
                    ok: true;
                };
            };
        };
        /** @description The body is larger than the server takes. */
        TooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description More comes from this address than `EVENTS_RATE` or `LOGINS_RATE` allow. Nothing was done; an event was not received. */
        TooManyRequests: {
            headers: {
                /** @description Seconds to wait. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Not signed in, or not permitted. */
        Unauthorized: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": {
                 *         "message": "Sign in with an account that is permitted to do this.",
                 *         "code": "unauthorized",
                 *         "status": 401
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The database is away, or a queue is full. Nothing was done. */
        Unavailable: {
            headers: {
                /** @description Seconds to wait. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
    };
    parameters: {
        /** @description Up to 20 ids, separated by commas. */
        chartIds: string;
        /**
         * @description Which range to compare with: `prev` is the equally long one just before, `yoy` the one whose ends are a calendar
         *     year earlier by the clock of `timezone`.
         */
        compare: "prev" | "yoy";
        /** @description Last millisecond of the range (since 1970); it belongs to the range. Needed unless `endDate` is given. */
        endAt: number;
        /** @description Instead of `endAt`, written like `startDate`. */
        endDate: string;
        /**
         * @description Filters are parameters of their own in the query string: `?browser=firefox&country=neq.DE,AT`. The member
         *     `filters` is only this document's way to write them once.
         *
         *     A value is `[operator.]text`:
         *
         *     | operator | chosen is what |
         *     | --- | --- |
         *     | `eq.` (or none) | is one of the texts of a comma-separated list |
         *     | `neq.` | is none of the texts of a comma-separated list |
         *     | `c.` | contains the text, in upper or lower case |
         *     | `dnc.` | does not contain the text, in upper or lower case |
         *     | `re.` | matches the regular expression (PostgreSQL's), in upper or lower case |
         *     | `nre.` | does not match the regular expression |
         *
         *     A property can be filtered more than once by adding a number to its name: `path=c.blog&path1=dnc.draft`. All
         *     filters must hold, or with `match=any` at least one; `eventType` and `excludeBounce` must hold always.
         *
         *     What is missing counts as the empty text, so the negations hold for it. `browser=` without anything is no
         *     filter; a text that begins like an operator needs one before it: `hostname=eq.c.example.com`. Each filter looks
         *     at the value that the metric of the same name shows. A regular expression that PostgreSQL does not understand is
         *     answered with 400.
         */
        filters: components["schemas"]["Filters"];
        /** @description At most so many rows. */
        limit: number;
        linkId: string;
        /** @description Leave out so many rows first. */
        offset: number;
        /** @description Which page; the first is 1. */
        page: number;
        /** @description How many rows a page has. */
        pageSize: number;
        pixelId: string;
        /** @description Only what has this text in its name, domain, slug or URL, in upper or lower case. */
        search: string;
        /** @description Only what has this text in its name, in upper or lower case. */
        searchNames: string;
        /** @description Only the values that contain this text, in upper or lower case. */
        searchValues: string;
        segmentId: string;
        slug: components["schemas"]["Slug"];
        /** @description First millisecond of the range (since 1970). Needed unless `startDate` is given. */
        startAt: number;
        /**
         * @description Instead of `startAt`, as ISO 8601 with `Z` or an offset; a date alone is midnight in UTC.
         * @example 2026-03-29T00:00:00+01:00
         */
        startDate: string;
        /**
         * @description A name of the IANA time zone database (`Europe/Paris`). Units of time are cut at its boundaries and named by its
         *     clock. Without it, or with the word `utc` in lower case, they are those of UTC and carry a `Z`.
         * @example Europe/Paris
         */
        timezone: string;
        /**
         * @description The property. `path`, `title`, `query`, `hostname`, `tag` and `event` are those of the pageview or event itself.
         *     `entry` and `exit` are the visit's first and last page; `referrer` (a domain), `domain` (the referrer's shown
         *     name: *Google* for google.fr), `channel` and the `utm*` are those the visit came with. The others are the
         *     visitor's, as the visitor was first seen. `url` and `host` are Umami 2's names of `path` and `hostname`.
         */
        type: components["schemas"]["MetricType"];
        /**
         * @description The unit of time. Too fine a unit for the range is made coarser: up to 60 minutes may be shown by `minute`, up
         *     to 30 days by `hour`, up to 7 calendar months by `day`, up to 24 by `month`, longer ranges by `year`. That is
         *     the unit without this parameter, too.
         */
        unit: "year" | "month" | "day" | "hour" | "minute";
        /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
        websiteId: string;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    login: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LoginRequest"];
            };
        };
        responses: {
            /** @description The token and its holder. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoginReply"];
                };
            };
            400: components["responses"]["BadRequest"];
            /** @description Wrong name or password. The code is `incorrect-username-password` for both. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    logout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Ok"];
            401: components["responses"]["Unauthorized"];
            503: components["responses"]["Unavailable"];
        };
    };
    verifyToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The token is good; this is its holder. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoginUser"];
                };
            };
            401: components["responses"]["Unauthorized"];
            503: components["responses"]["Unavailable"];
        };
    };
    sendBatch: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Send"][];
            };
        };
        responses: {
            /** @description What became of the items. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchReply"];
                };
            };
            400: components["responses"]["BadRequest"];
            /** @description The client's address is on the operator's list of ignored addresses. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    getConfig: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The settings. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Config"];
                };
            };
            405: components["responses"]["MethodNotAllowed"];
        };
    };
    getHeartbeat: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Ok"];
            405: components["responses"]["MethodNotAllowed"];
        };
    };
    listLinks: {
        parameters: {
            query?: {
                /** @description Which page; the first is 1. */
                page?: components["parameters"]["page"];
                /** @description How many rows a page has. */
                pageSize?: components["parameters"]["pageSize"];
                /** @description Only what has this text in its name, domain, slug or URL, in upper or lower case. */
                search?: components["parameters"]["search"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LinkPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            503: components["responses"]["Unavailable"];
        };
    };
    createLink: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LinkCreate"];
            };
        };
        responses: {
            /** @description The new link. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Link"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            503: components["responses"]["Unavailable"];
        };
    };
    getLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                linkId: components["parameters"]["linkId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The link. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Link"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                linkId: components["parameters"]["linkId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LinkUpdate"];
            };
        };
        responses: {
            /** @description The link as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Link"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                linkId: components["parameters"]["linkId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Ok"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    getLinkCharts: {
        parameters: {
            query: {
                /** @description Last millisecond of the range (since 1970); it belongs to the range. Needed unless `endDate` is given. */
                endAt?: components["parameters"]["endAt"];
                /** @description Up to 20 ids, separated by commas. */
                ids: components["parameters"]["chartIds"];
                /** @description First millisecond of the range (since 1970). Needed unless `startDate` is given. */
                startAt?: components["parameters"]["startAt"];
                /**
                 * @description A name of the IANA time zone database (`Europe/Paris`). Units of time are cut at its boundaries and named by its
                 *     clock. Without it, or with the word `utc` in lower case, they are those of UTC and carry a `Z`.
                 * @example Europe/Paris
                 */
                timezone?: components["parameters"]["timezone"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A chart by id. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Charts"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            503: components["responses"]["Unavailable"];
        };
    };
    getMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The holder. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            401: components["responses"]["Unauthorized"];
            503: components["responses"]["Unavailable"];
        };
    };
    listPixels: {
        parameters: {
            query?: {
                /** @description Which page; the first is 1. */
                page?: components["parameters"]["page"];
                /** @description How many rows a page has. */
                pageSize?: components["parameters"]["pageSize"];
                /** @description Only what has this text in its name, domain, slug or URL, in upper or lower case. */
                search?: components["parameters"]["search"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PixelPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            503: components["responses"]["Unavailable"];
        };
    };
    createPixel: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PixelCreate"];
            };
        };
        responses: {
            /** @description The new pixel. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Pixel"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            503: components["responses"]["Unavailable"];
        };
    };
    getPixel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pixelId: components["parameters"]["pixelId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The pixel. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Pixel"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    updatePixel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pixelId: components["parameters"]["pixelId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PixelUpdate"];
            };
        };
        responses: {
            /** @description The pixel as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Pixel"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    deletePixel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pixelId: components["parameters"]["pixelId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Ok"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    getPixelCharts: {
        parameters: {
            query: {
                /** @description Last millisecond of the range (since 1970); it belongs to the range. Needed unless `endDate` is given. */
                endAt?: components["parameters"]["endAt"];
                /** @description Up to 20 ids, separated by commas. */
                ids: components["parameters"]["chartIds"];
                /** @description First millisecond of the range (since 1970). Needed unless `startDate` is given. */
                startAt?: components["parameters"]["startAt"];
                /**
                 * @description A name of the IANA time zone database (`Europe/Paris`). Units of time are cut at its boundaries and named by its
                 *     clock. Without it, or with the word `utc` in lower case, they are those of UTC and carry a `Z`.
                 * @example Europe/Paris
                 */
                timezone?: components["parameters"]["timezone"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A chart by id. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Charts"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            503: components["responses"]["Unavailable"];
        };
    };
    getRealtime: {
        parameters: {
            query?: {
                /**
                 * @description Filters are parameters of their own in the query string: `?browser=firefox&country=neq.DE,AT`. The member
                 *     `filters` is only this document's way to write them once.
                 *
                 *     A value is `[operator.]text`:
                 *
                 *     | operator | chosen is what |
                 *     | --- | --- |
                 *     | `eq.` (or none) | is one of the texts of a comma-separated list |
                 *     | `neq.` | is none of the texts of a comma-separated list |
                 *     | `c.` | contains the text, in upper or lower case |
                 *     | `dnc.` | does not contain the text, in upper or lower case |
                 *     | `re.` | matches the regular expression (PostgreSQL's), in upper or lower case |
                 *     | `nre.` | does not match the regular expression |
                 *
                 *     A property can be filtered more than once by adding a number to its name: `path=c.blog&path1=dnc.draft`. All
                 *     filters must hold, or with `match=any` at least one; `eventType` and `excludeBounce` must hold always.
                 *
                 *     What is missing counts as the empty text, so the negations hold for it. `browser=` without anything is no
                 *     filter; a text that begins like an operator needs one before it: `hostname=eq.c.example.com`. Each filter looks
                 *     at the value that the metric of the same name shows. A regular expression that PostgreSQL does not understand is
                 *     answered with 400.
                 */
                filters?: components["parameters"]["filters"];
                /**
                 * @description A name of the IANA time zone database (`Europe/Paris`). Units of time are cut at its boundaries and named by its
                 *     clock. Without it, or with the word `utc` in lower case, they are those of UTC and carry a `Z`.
                 * @example Europe/Paris
                 */
                timezone?: components["parameters"]["timezone"];
            };
            header?: never;
            path: {
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What happened, newest first, with its sums. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Realtime"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    record: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Nothing was read or kept. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        ok: false;
                        /** @constant */
                        reason: "replay_disabled";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
        };
    };
    send: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `cache` of the previous answer. It saves a look-up; without it, or with a wrong one, the result is the
                 *     same.
                 */
                "x-umami-cache"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Send"];
            };
        };
        responses: {
            /** @description Stored, or not counted and why. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SendReply"];
                };
            };
            400: components["responses"]["BadRequest"];
            /** @description The client's address is on the operator's list of ignored addresses. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["TooLarge"];
            429: components["responses"]["TooManyRequests"];
            503: components["responses"]["Unavailable"];
        };
    };
    listWebsites: {
        parameters: {
            query?: {
                /** @description Which page; the first is 1. */
                page?: components["parameters"]["page"];
                /** @description How many rows a page has. */
                pageSize?: components["parameters"]["pageSize"];
                /** @description Only what has this text in its name, domain, slug or URL, in upper or lower case. */
                search?: components["parameters"]["search"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebsitePage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            503: components["responses"]["Unavailable"];
        };
    };
    createWebsite: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebsiteCreate"];
            };
        };
        responses: {
            /** @description The new website. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Website"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            503: components["responses"]["Unavailable"];
        };
    };
    getWebsite: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The website. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Website"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateWebsite: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebsiteUpdate"];
            };
        };
        responses: {
            /** @description The website as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Website"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteWebsite: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Ok"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    getActiveVisitors: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How many visitors have sent something in the last five minutes. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        visitors: components["schemas"]["Count"];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    getDateRange: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Both are null while the website has no event. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        endDate: string | null;
                        /** Format: date-time */
                        startDate: string | null;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    getLedger: {
        parameters: {
            query?: {
                /** @description Last millisecond of the range (since 1970); it belongs to the range. Needed unless `endDate` is given. */
                endAt?: components["parameters"]["endAt"];
                /** @description First millisecond of the range (since 1970). Needed unless `startDate` is given. */
                startAt?: components["parameters"]["startAt"];
            };
            header?: never;
            path: {
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The books. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ledger"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    getMetrics: {
        parameters: {
            query: {
                /** @description Last millisecond of the range (since 1970); it belongs to the range. Needed unless `endDate` is given. */
                endAt?: components["parameters"]["endAt"];
                /** @description Instead of `endAt`, written like `startDate`. */
                endDate?: components["parameters"]["endDate"];
                /**
                 * @description Filters are parameters of their own in the query string: `?browser=firefox&country=neq.DE,AT`. The member
                 *     `filters` is only this document's way to write them once.
                 *
                 *     A value is `[operator.]text`:
                 *
                 *     | operator | chosen is what |
                 *     | --- | --- |
                 *     | `eq.` (or none) | is one of the texts of a comma-separated list |
                 *     | `neq.` | is none of the texts of a comma-separated list |
                 *     | `c.` | contains the text, in upper or lower case |
                 *     | `dnc.` | does not contain the text, in upper or lower case |
                 *     | `re.` | matches the regular expression (PostgreSQL's), in upper or lower case |
                 *     | `nre.` | does not match the regular expression |
                 *
                 *     A property can be filtered more than once by adding a number to its name: `path=c.blog&path1=dnc.draft`. All
                 *     filters must hold, or with `match=any` at least one; `eventType` and `excludeBounce` must hold always.
                 *
                 *     What is missing counts as the empty text, so the negations hold for it. `browser=` without anything is no
                 *     filter; a text that begins like an operator needs one before it: `hostname=eq.c.example.com`. Each filter looks
                 *     at the value that the metric of the same name shows. A regular expression that PostgreSQL does not understand is
                 *     answered with 400.
                 */
                filters?: components["parameters"]["filters"];
                /** @description At most so many rows. */
                limit?: components["parameters"]["limit"];
                /** @description Leave out so many rows first. */
                offset?: components["parameters"]["offset"];
                /** @description Only the values that contain this text, in upper or lower case. */
                search?: components["parameters"]["searchValues"];
                /** @description First millisecond of the range (since 1970). Needed unless `startDate` is given. */
                startAt?: components["parameters"]["startAt"];
                /**
                 * @description Instead of `startAt`, as ISO 8601 with `Z` or an offset; a date alone is midnight in UTC.
                 * @example 2026-03-29T00:00:00+01:00
                 */
                startDate?: components["parameters"]["startDate"];
                /**
                 * @description A name of the IANA time zone database (`Europe/Paris`). Units of time are cut at its boundaries and named by its
                 *     clock. Without it, or with the word `utc` in lower case, they are those of UTC and carry a `Z`.
                 * @example Europe/Paris
                 */
                timezone?: components["parameters"]["timezone"];
                /**
                 * @description The property. `path`, `title`, `query`, `hostname`, `tag` and `event` are those of the pageview or event itself.
                 *     `entry` and `exit` are the visit's first and last page; `referrer` (a domain), `domain` (the referrer's shown
                 *     name: *Google* for google.fr), `channel` and the `utm*` are those the visit came with. The others are the
                 *     visitor's, as the visitor was first seen. `url` and `host` are Umami 2's names of `path` and `hostname`.
                 */
                type: components["parameters"]["type"];
            };
            header?: never;
            path: {
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The rows. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MetricRow"][];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    getExpandedMetrics: {
        parameters: {
            query: {
                /** @description Last millisecond of the range (since 1970); it belongs to the range. Needed unless `endDate` is given. */
                endAt?: components["parameters"]["endAt"];
                /** @description Instead of `endAt`, written like `startDate`. */
                endDate?: components["parameters"]["endDate"];
                /**
                 * @description Filters are parameters of their own in the query string: `?browser=firefox&country=neq.DE,AT`. The member
                 *     `filters` is only this document's way to write them once.
                 *
                 *     A value is `[operator.]text`:
                 *
                 *     | operator | chosen is what |
                 *     | --- | --- |
                 *     | `eq.` (or none) | is one of the texts of a comma-separated list |
                 *     | `neq.` | is none of the texts of a comma-separated list |
                 *     | `c.` | contains the text, in upper or lower case |
                 *     | `dnc.` | does not contain the text, in upper or lower case |
                 *     | `re.` | matches the regular expression (PostgreSQL's), in upper or lower case |
                 *     | `nre.` | does not match the regular expression |
                 *
                 *     A property can be filtered more than once by adding a number to its name: `path=c.blog&path1=dnc.draft`. All
                 *     filters must hold, or with `match=any` at least one; `eventType` and `excludeBounce` must hold always.
                 *
                 *     What is missing counts as the empty text, so the negations hold for it. `browser=` without anything is no
                 *     filter; a text that begins like an operator needs one before it: `hostname=eq.c.example.com`. Each filter looks
                 *     at the value that the metric of the same name shows. A regular expression that PostgreSQL does not understand is
                 *     answered with 400.
                 */
                filters?: components["parameters"]["filters"];
                /** @description At most so many rows. */
                limit?: components["parameters"]["limit"];
                /** @description Leave out so many rows first. */
                offset?: components["parameters"]["offset"];
                /** @description Only the values that contain this text, in upper or lower case. */
                search?: components["parameters"]["searchValues"];
                /** @description First millisecond of the range (since 1970). Needed unless `startDate` is given. */
                startAt?: components["parameters"]["startAt"];
                /**
                 * @description Instead of `startAt`, as ISO 8601 with `Z` or an offset; a date alone is midnight in UTC.
                 * @example 2026-03-29T00:00:00+01:00
                 */
                startDate?: components["parameters"]["startDate"];
                /**
                 * @description A name of the IANA time zone database (`Europe/Paris`). Units of time are cut at its boundaries and named by its
                 *     clock. Without it, or with the word `utc` in lower case, they are those of UTC and carry a `Z`.
                 * @example Europe/Paris
                 */
                timezone?: components["parameters"]["timezone"];
                /**
                 * @description The property. `path`, `title`, `query`, `hostname`, `tag` and `event` are those of the pageview or event itself.
                 *     `entry` and `exit` are the visit's first and last page; `referrer` (a domain), `domain` (the referrer's shown
                 *     name: *Google* for google.fr), `channel` and the `utm*` are those the visit came with. The others are the
                 *     visitor's, as the visitor was first seen. `url` and `host` are Umami 2's names of `path` and `hostname`.
                 */
                type: components["parameters"]["type"];
            };
            header?: never;
            path: {
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The rows, those with the most visitors first; for `type=event`, with the most events. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExpandedMetricRow"][];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    getPageviews: {
        parameters: {
            query?: {
                /**
                 * @description Which range to compare with: `prev` is the equally long one just before, `yoy` the one whose ends are a calendar
                 *     year earlier by the clock of `timezone`.
                 */
                compare?: components["parameters"]["compare"];
                /** @description Last millisecond of the range (since 1970); it belongs to the range. Needed unless `endDate` is given. */
                endAt?: components["parameters"]["endAt"];
                /** @description Instead of `endAt`, written like `startDate`. */
                endDate?: components["parameters"]["endDate"];
                /**
                 * @description Filters are parameters of their own in the query string: `?browser=firefox&country=neq.DE,AT`. The member
                 *     `filters` is only this document's way to write them once.
                 *
                 *     A value is `[operator.]text`:
                 *
                 *     | operator | chosen is what |
                 *     | --- | --- |
                 *     | `eq.` (or none) | is one of the texts of a comma-separated list |
                 *     | `neq.` | is none of the texts of a comma-separated list |
                 *     | `c.` | contains the text, in upper or lower case |
                 *     | `dnc.` | does not contain the text, in upper or lower case |
                 *     | `re.` | matches the regular expression (PostgreSQL's), in upper or lower case |
                 *     | `nre.` | does not match the regular expression |
                 *
                 *     A property can be filtered more than once by adding a number to its name: `path=c.blog&path1=dnc.draft`. All
                 *     filters must hold, or with `match=any` at least one; `eventType` and `excludeBounce` must hold always.
                 *
                 *     What is missing counts as the empty text, so the negations hold for it. `browser=` without anything is no
                 *     filter; a text that begins like an operator needs one before it: `hostname=eq.c.example.com`. Each filter looks
                 *     at the value that the metric of the same name shows. A regular expression that PostgreSQL does not understand is
                 *     answered with 400.
                 */
                filters?: components["parameters"]["filters"];
                /** @description First millisecond of the range (since 1970). Needed unless `startDate` is given. */
                startAt?: components["parameters"]["startAt"];
                /**
                 * @description Instead of `startAt`, as ISO 8601 with `Z` or an offset; a date alone is midnight in UTC.
                 * @example 2026-03-29T00:00:00+01:00
                 */
                startDate?: components["parameters"]["startDate"];
                /**
                 * @description A name of the IANA time zone database (`Europe/Paris`). Units of time are cut at its boundaries and named by its
                 *     clock. Without it, or with the word `utc` in lower case, they are those of UTC and carry a `Z`.
                 * @example Europe/Paris
                 */
                timezone?: components["parameters"]["timezone"];
                /**
                 * @description The unit of time. Too fine a unit for the range is made coarser: up to 60 minutes may be shown by `minute`, up
                 *     to 30 days by `hour`, up to 7 calendar months by `day`, up to 24 by `month`, longer ranges by `year`. That is
                 *     the unit without this parameter, too.
                 */
                unit?: components["parameters"]["unit"];
            };
            header?: never;
            path: {
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The series; with `compare` also those of the other range. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageviewSeries"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    getPolicy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The policy. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Policy"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    updatePolicy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PolicyUpdate"];
            };
        };
        responses: {
            /** @description The policy as it is now, in its usual form. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Policy"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    getSegments: {
        parameters: {
            query: {
                /** @description Which page; the first is 1. */
                page?: components["parameters"]["page"];
                /** @description How many rows a page has. */
                pageSize?: components["parameters"]["pageSize"];
                /** @description Only what has this text in its name, in upper or lower case. */
                search?: components["parameters"]["searchNames"];
                type: components["schemas"]["SegmentType"];
            };
            header?: never;
            path: {
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of them, by name. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SegmentPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    createSegment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SegmentCreate"];
            };
        };
        responses: {
            /** @description What was saved, with its id. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Segment"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    getSegment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                segmentId: components["parameters"]["segmentId"];
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The segment or cohort. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Segment"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateSegment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                segmentId: components["parameters"]["segmentId"];
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SegmentUpdate"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Segment"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteSegment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                segmentId: components["parameters"]["segmentId"];
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Ok"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    getStats: {
        parameters: {
            query?: {
                /**
                 * @description Which range to compare with: `prev` is the equally long one just before, `yoy` the one whose ends are a calendar
                 *     year earlier by the clock of `timezone`.
                 */
                compare?: components["parameters"]["compare"];
                /** @description Last millisecond of the range (since 1970); it belongs to the range. Needed unless `endDate` is given. */
                endAt?: components["parameters"]["endAt"];
                /** @description Instead of `endAt`, written like `startDate`. */
                endDate?: components["parameters"]["endDate"];
                /**
                 * @description Filters are parameters of their own in the query string: `?browser=firefox&country=neq.DE,AT`. The member
                 *     `filters` is only this document's way to write them once.
                 *
                 *     A value is `[operator.]text`:
                 *
                 *     | operator | chosen is what |
                 *     | --- | --- |
                 *     | `eq.` (or none) | is one of the texts of a comma-separated list |
                 *     | `neq.` | is none of the texts of a comma-separated list |
                 *     | `c.` | contains the text, in upper or lower case |
                 *     | `dnc.` | does not contain the text, in upper or lower case |
                 *     | `re.` | matches the regular expression (PostgreSQL's), in upper or lower case |
                 *     | `nre.` | does not match the regular expression |
                 *
                 *     A property can be filtered more than once by adding a number to its name: `path=c.blog&path1=dnc.draft`. All
                 *     filters must hold, or with `match=any` at least one; `eventType` and `excludeBounce` must hold always.
                 *
                 *     What is missing counts as the empty text, so the negations hold for it. `browser=` without anything is no
                 *     filter; a text that begins like an operator needs one before it: `hostname=eq.c.example.com`. Each filter looks
                 *     at the value that the metric of the same name shows. A regular expression that PostgreSQL does not understand is
                 *     answered with 400.
                 */
                filters?: components["parameters"]["filters"];
                /** @description First millisecond of the range (since 1970). Needed unless `startDate` is given. */
                startAt?: components["parameters"]["startAt"];
                /**
                 * @description Instead of `startAt`, as ISO 8601 with `Z` or an offset; a date alone is midnight in UTC.
                 * @example 2026-03-29T00:00:00+01:00
                 */
                startDate?: components["parameters"]["startDate"];
                /**
                 * @description A name of the IANA time zone database (`Europe/Paris`). Units of time are cut at its boundaries and named by its
                 *     clock. Without it, or with the word `utc` in lower case, they are those of UTC and carry a `Z`.
                 * @example Europe/Paris
                 */
                timezone?: components["parameters"]["timezone"];
            };
            header?: never;
            path: {
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The sums. `comparison` is there always; without `compare` it is that of `prev`. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Stats"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    getValues: {
        parameters: {
            query: {
                /** @description Last millisecond of the range (since 1970); it belongs to the range. Needed unless `endDate` is given. */
                endAt?: components["parameters"]["endAt"];
                /** @description Instead of `endAt`, written like `startDate`. */
                endDate?: components["parameters"]["endDate"];
                /**
                 * @description Filters are parameters of their own in the query string: `?browser=firefox&country=neq.DE,AT`. The member
                 *     `filters` is only this document's way to write them once.
                 *
                 *     A value is `[operator.]text`:
                 *
                 *     | operator | chosen is what |
                 *     | --- | --- |
                 *     | `eq.` (or none) | is one of the texts of a comma-separated list |
                 *     | `neq.` | is none of the texts of a comma-separated list |
                 *     | `c.` | contains the text, in upper or lower case |
                 *     | `dnc.` | does not contain the text, in upper or lower case |
                 *     | `re.` | matches the regular expression (PostgreSQL's), in upper or lower case |
                 *     | `nre.` | does not match the regular expression |
                 *
                 *     A property can be filtered more than once by adding a number to its name: `path=c.blog&path1=dnc.draft`. All
                 *     filters must hold, or with `match=any` at least one; `eventType` and `excludeBounce` must hold always.
                 *
                 *     What is missing counts as the empty text, so the negations hold for it. `browser=` without anything is no
                 *     filter; a text that begins like an operator needs one before it: `hostname=eq.c.example.com`. Each filter looks
                 *     at the value that the metric of the same name shows. A regular expression that PostgreSQL does not understand is
                 *     answered with 400.
                 */
                filters?: components["parameters"]["filters"];
                /** @description Only the values that contain this text, in upper or lower case. */
                search?: components["parameters"]["searchValues"];
                /** @description First millisecond of the range (since 1970). Needed unless `startDate` is given. */
                startAt?: components["parameters"]["startAt"];
                /**
                 * @description Instead of `startAt`, as ISO 8601 with `Z` or an offset; a date alone is midnight in UTC.
                 * @example 2026-03-29T00:00:00+01:00
                 */
                startDate?: components["parameters"]["startDate"];
                /**
                 * @description A name of the IANA time zone database (`Europe/Paris`). Units of time are cut at its boundaries and named by its
                 *     clock. Without it, or with the word `utc` in lower case, they are those of UTC and carry a `Z`.
                 * @example Europe/Paris
                 */
                timezone?: components["parameters"]["timezone"];
                /**
                 * @description The property. `path`, `title`, `query`, `hostname`, `tag` and `event` are those of the pageview or event itself.
                 *     `entry` and `exit` are the visit's first and last page; `referrer` (a domain), `domain` (the referrer's shown
                 *     name: *Google* for google.fr), `channel` and the `utm*` are those the visit came with. The others are the
                 *     visitor's, as the visitor was first seen. `url` and `host` are Umami 2's names of `path` and `hostname`.
                 */
                type: components["parameters"]["type"];
            };
            header?: never;
            path: {
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The values and how many pageviews (for `type=event`, events) have each. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: components["schemas"]["Count"];
                        value: string;
                    }[];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    whoami: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description You. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Whoami"];
                };
            };
            401: components["responses"]["Unauthorized"];
            503: components["responses"]["Unavailable"];
        };
    };
    getHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Ok"];
            405: components["responses"]["MethodNotAllowed"];
        };
    };
    getServerMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Prometheus' text format. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            405: components["responses"]["MethodNotAllowed"];
        };
    };
    loadPixel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: components["parameters"]["slug"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A GIF of 43 bytes. */
            200: {
                headers: {
                    "Cache-Control"?: "no-store";
                    [name: string]: unknown;
                };
                content: {
                    "image/gif": string;
                };
            };
            404: components["responses"]["NotFound"];
        };
    };
    followLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: components["parameters"]["slug"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description To the link's URL. */
            307: {
                headers: {
                    "Cache-Control"?: "no-store";
                    Location?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    getReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Ok"];
            405: components["responses"]["MethodNotAllowed"];
            503: components["responses"]["Unavailable"];
        };
    };
    getTracker: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description JavaScript, compressed when the client accepts it. */
            200: {
                headers: {
                    "Cache-Control"?: string;
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/javascript": string;
                };
            };
            /** @description The client's copy is still good. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            405: components["responses"]["MethodNotAllowed"];
        };
    };
}
