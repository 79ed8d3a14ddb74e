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
    "/api/reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Kept reports of a website */
        get: operations["listReports"];
        put?: never;
        /** Keep a report */
        post: operations["createReport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reports/{reportId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                reportId: components["parameters"]["reportId"];
            };
            cookie?: never;
        };
        /** A kept report */
        get: operations["getReport"];
        put?: never;
        /** Change a kept report */
        post: operations["updateReport"];
        /** Forget a report */
        delete: operations["deleteReport"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reports/attribution": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The report attribution, as Umami 3.1 asks for it */
        post: operations["askAttribution"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reports/breakdown": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The report breakdown, as Umami 3.1 asks for it */
        post: operations["askBreakdown"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reports/funnel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The report funnel, as Umami 3.1 asks for it */
        post: operations["askFunnel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reports/goal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The report goal, as Umami 3.1 asks for it */
        post: operations["askGoal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reports/journey": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The report journey, as Umami 3.1 asks for it */
        post: operations["askJourneys"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reports/performance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The report performance, as Umami 3.1 asks for it */
        post: operations["askPerformance"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reports/retention": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The report retention, as Umami 3.1 asks for it */
        post: operations["askRetention"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reports/revenue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The report revenue, as Umami 3.1 asks for it */
        post: operations["askRevenue"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reports/utm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The report utm, as Umami 3.1 asks for it */
        post: operations["askCampaigns"];
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
    "/api/websites/{websiteId}/attribution": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        /** What those who reached a page or an event came from */
        get: operations["getAttribution"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/websites/{websiteId}/breakdown": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        /** All numbers for each combination of several values */
        get: operations["getBreakdown"];
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
    "/api/websites/{websiteId}/event-data": {
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
         * Events with their properties
         * @description Newest first.
         */
        get: operations["listEventData"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/websites/{websiteId}/event-data-pivot": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        /** Events of a name, with their properties side by side */
        get: operations["listEventDataPivot"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/websites/{websiteId}/event-data-pivot/array-series": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        /** The elements of lists over time, of events */
        get: operations["getEventDataArraySeries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/websites/{websiteId}/event-data-pivot/date-series": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        /** Moments that were said, by the second, of events */
        get: operations["getEventDataDateSeries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/websites/{websiteId}/event-data-pivot/numeric-series": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        /** Numbers over time, of events */
        get: operations["getEventDataNumericSeries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/websites/{websiteId}/event-data-pivot/numeric-stats": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        /** Numbers in sums, of events */
        get: operations["getEventDataNumericStats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/websites/{websiteId}/event-data-pivot/property-series": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        /** Texts and truths over time, of events */
        get: operations["getEventDataPropertySeries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/websites/{websiteId}/event-data/{eventId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                eventId: components["parameters"]["eventId"];
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        /** The properties of one event */
        get: operations["getEventData"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/websites/{websiteId}/event-data/events": {
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
         * Properties by event
         * @description The 500 most frequent. Where `event` or `eventName` says of which events, a row for each value.
         */
        get: operations["getEventDataEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/websites/{websiteId}/event-data/fields": {
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
         * Properties and their values
         * @description The 100 most frequent values; with `eventName`, the properties of that event without their values.
         */
        get: operations["getEventDataFields"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/websites/{websiteId}/event-data/properties": {
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
         * Properties by event and type
         * @description The 500 most frequent.
         */
        get: operations["getEventDataProperties"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/websites/{websiteId}/event-data/stats": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        /** How much events carry */
        get: operations["getEventDataStats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/websites/{websiteId}/event-data/values": {
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
         * The values of a property
         * @description The 100 most frequent.
         */
        get: operations["getEventDataValues"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/websites/{websiteId}/events": {
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
         * Pageviews and events one by one
         * @description Newest first. A filter on `event` looks at the own name of each row; `referrer…` is what the row itself came
         *     with.
         */
        get: operations["listEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/websites/{websiteId}/events/series": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        /** Custom events over time, by name */
        get: operations["getEventsSeries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/websites/{websiteId}/events/stats": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        /** Custom events in sums */
        get: operations["getEventsStats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/websites/{websiteId}/export": {
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
         * Every pageview and event of a range, or the values of some properties
         * @description As `csv` or `ndjson` every row that passes the filters, oldest first, however many there are: they are sent while
         *     they are read, and an answer that cannot be finished ends without its end (no last chunk, or a reset stream).
         *     Without `format` it is Umami's: a zip file with a CSV file of the values of each of some properties, as
         *     `/metrics` counts them.
         */
        get: operations["exportWebsite"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/websites/{websiteId}/funnels": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        /** Kept funnels */
        get: operations["listFunnels"];
        put?: never;
        /** Keep a funnel */
        post: operations["createFunnel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/websites/{websiteId}/funnels/{funnelId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                funnelId: components["parameters"]["funnelId"];
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        /** A kept funnel */
        get: operations["getFunnelKept"];
        put?: never;
        /** Change a kept funnel */
        post: operations["updateFunnel"];
        /** Forget a funnel */
        delete: operations["deleteFunnel"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/websites/{websiteId}/funnels/{funnelId}/stats": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                funnelId: components["parameters"]["funnelId"];
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        /** The numbers of a kept funnel */
        get: operations["getKeptFunnelStats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/websites/{websiteId}/funnels/stats": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        /** How many visitors go through a row of steps */
        get: operations["getFunnel"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/websites/{websiteId}/goals": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        /** Kept goals */
        get: operations["listGoals"];
        put?: never;
        /** Keep a goal */
        post: operations["createGoal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/websites/{websiteId}/goals/{goalId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                goalId: components["parameters"]["goalId"];
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        /** A kept goal */
        get: operations["getGoalKept"];
        put?: never;
        /** Change a kept goal */
        post: operations["updateGoal"];
        /** Forget a goal */
        delete: operations["deleteGoal"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/websites/{websiteId}/goals/{goalId}/stats": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                goalId: components["parameters"]["goalId"];
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        /** The numbers of a kept goal */
        get: operations["getKeptGoalStats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/websites/{websiteId}/goals/stats": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        /** How many visitors reach a page or an event */
        get: operations["getGoal"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/websites/{websiteId}/journeys": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        /** The ways that visits take */
        get: operations["getJourneys"];
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
         * @description `received` = `stored` + `attached` + `deleted` + all of `refused`, and `stored` = `rows`: see
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
    "/api/websites/{websiteId}/performance/chart": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        /** How fast pages were over time */
        get: operations["getPerformanceChart"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/websites/{websiteId}/performance/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        /** How fast pages were, by page, title, device or browser */
        get: operations["getPerformanceMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/websites/{websiteId}/performance/stats": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        /** How fast pages were */
        get: operations["getPerformanceStats"];
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
    "/api/websites/{websiteId}/reports": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        /** Kept reports of a website */
        get: operations["listWebsiteReports"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/websites/{websiteId}/retention": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        /** On which days visitors come back */
        get: operations["getRetention"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/websites/{websiteId}/revenue/chart": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        /** What events brought in over time */
        get: operations["getRevenueChart"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/websites/{websiteId}/revenue/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        /** What events brought in, by where it came from */
        get: operations["getRevenueMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/websites/{websiteId}/revenue/sessions": {
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
         * The visitors who brought in something
         * @description As the list of all visitors, with all rows of these visitors that pass the filters.
         */
        get: operations["listRevenueSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/websites/{websiteId}/revenue/stats": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        /** What events brought in */
        get: operations["getRevenueStats"];
        put?: never;
        post?: never;
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
    "/api/websites/{websiteId}/session-data-pivot": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        /** Visitors of whom a property was said, with all of theirs */
        get: operations["listSessionDataPivot"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/websites/{websiteId}/session-data/array-series": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        /** The elements of lists over time, of visitors */
        get: operations["getSessionDataArraySeries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/websites/{websiteId}/session-data/date-series": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        /** Moments that were said, by the second, of visitors */
        get: operations["getSessionDataDateSeries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/websites/{websiteId}/session-data/numeric-series": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        /** Numbers over time, of visitors */
        get: operations["getSessionDataNumericSeries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/websites/{websiteId}/session-data/numeric-stats": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        /** Numbers in sums, of visitors */
        get: operations["getSessionDataNumericStats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/websites/{websiteId}/session-data/properties": {
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
         * Properties of visitors
         * @description The 500 most frequent.
         */
        get: operations["getSessionDataProperties"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/websites/{websiteId}/session-data/property-series": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        /** Texts and truths over time, of visitors */
        get: operations["getSessionDataPropertySeries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/websites/{websiteId}/session-data/stats": {
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
         * What visitors did, by a property of theirs
         * @description The 100 most active.
         */
        get: operations["getSessionDataStats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/websites/{websiteId}/session-data/values": {
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
         * The values of a property of visitors
         * @description The 100 most frequent.
         */
        get: operations["getSessionDataValues"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/websites/{websiteId}/sessions": {
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
         * The visitors of a range
         * @description One row for each visitor with a pageview or event in the range that passes the filters, those seen last first.
         */
        get: operations["listSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/websites/{websiteId}/sessions/{sessionId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The visitor. */
                sessionId: components["parameters"]["sessionId"];
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        /**
         * One visitor
         * @description Everything that the visitor did since the website was reset.
         */
        get: operations["getSession"];
        put?: never;
        post?: never;
        /**
         * Delete a visitor
         * @description Removes the pageviews, events, properties and visits of this visitor for good. The ledger books them as
         *     `deleted`.
         */
        delete: operations["deleteSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/websites/{websiteId}/sessions/{sessionId}/activity": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The visitor. */
                sessionId: components["parameters"]["sessionId"];
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        /**
         * What a visitor did
         * @description The newest 500 pageviews and events of the range, newest first.
         */
        get: operations["getSessionActivity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/websites/{websiteId}/sessions/{sessionId}/properties": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The visitor. */
                sessionId: components["parameters"]["sessionId"];
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        /**
         * What the site said of a visitor
         * @description The last thing said of each name.
         */
        get: operations["getSessionProperties"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/websites/{websiteId}/sessions/stats": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        /** Visitors and what they did, in sums */
        get: operations["getSessionsStats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/websites/{websiteId}/sessions/weekly": {
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
         * When in the week visitors come
         * @description Distinct visitors by weekday and hour on the clock of `timezone`.
         */
        get: operations["getSessionsWeekly"];
        put?: never;
        post?: never;
        delete?: never;
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
    "/api/websites/{websiteId}/utm/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        /** Pageviews by one of the campaign values */
        get: operations["getCampaignMetrics"];
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
         * @description 200 when the database answers and its migrations are those of this program. Says how its replica is, too, where
         *     `DATABASE_REPLICA_URL` names one: without it the server is as ready.
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
    "/vitals.js": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What measures how fast a page is
         * @description The module that the tracker loads where its tag has `data-performance="true"`.
         */
        get: operations["getVitals"];
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
        Attribution: {
            paidAds: components["schemas"]["NamedValue"][];
            referrer: components["schemas"]["NamedValue"][];
            total: components["schemas"]["ConversionTotal"];
            utm_campaign: components["schemas"]["NamedValue"][];
            utm_content: components["schemas"]["NamedValue"][];
            utm_medium: components["schemas"]["NamedValue"][];
            utm_source: components["schemas"]["NamedValue"][];
            utm_term: components["schemas"]["NamedValue"][];
        };
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
        /** @description Besides, a member for each property that was asked for, with its value. */
        BreakdownRow: {
            bounces: components["schemas"]["Count"];
            totaltime: components["schemas"]["Count"];
            views: components["schemas"]["Count"];
            visitors: components["schemas"]["Count"];
            visits: components["schemas"]["Count"];
        } & {
            [key: string]: string | number | null;
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
        ConversionTotal: {
            pageviews: components["schemas"]["Count"];
            visitors: components["schemas"]["Count"];
            visits: components["schemas"]["Count"];
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
        Event: {
            browser: string | null;
            city: string | null;
            country: string | null;
            /** Format: date-time */
            createdAt: string;
            device: string | null;
            distinctId: string | null;
            eventName: string | null;
            /** @description 1 pageview, 2 custom event, 3 link, 4 pixel. */
            eventType: number;
            /** @description It came with properties. */
            hasData: boolean;
            hostname: string | null;
            /** Format: uuid */
            id: string;
            os: string | null;
            pageTitle: string | null;
            referrerDomain: string | null;
            referrerPath: string | null;
            referrerQuery: string | null;
            /** Format: uuid */
            sessionId: string | null;
            urlPath: string;
            urlQuery: string | null;
            /** Format: uuid */
            visitId: string | null;
            /** Format: uuid */
            websiteId: string;
        };
        EventData: {
            /** Format: date-time */
            createdAt: string;
            /** Format: uuid */
            eventId: string;
            eventName: string | null;
            eventProperties: components["schemas"]["Property"][];
            /** Format: uuid */
            websiteId: string;
        };
        EventDataPage: {
            /** @description Rows on all pages. */
            count: components["schemas"]["Count"];
            data: components["schemas"]["EventData"][];
            page: number;
            pageSize: number;
            search?: string;
        };
        EventDataStats: {
            events: components["schemas"]["Count"];
            properties: components["schemas"]["Count"];
            records: components["schemas"]["Count"];
        };
        EventPage: {
            /** @description Rows on all pages. */
            count: components["schemas"]["Count"];
            data: components["schemas"]["Event"][];
            page: number;
            pageSize: number;
            search?: string;
        };
        EventPivot: {
            /** Format: date-time */
            createdAt: string;
            /** Format: uuid */
            eventId: string;
            eventName: string | null;
            propertyKeys: string[];
            propertyValues: string[];
            /** Format: uuid */
            sessionId: string | null;
            urlPath: string;
        };
        EventPivotPage: {
            /** @description Rows on all pages. */
            count: components["schemas"]["Count"];
            data: components["schemas"]["EventPivot"][];
            page: number;
            pageSize: number;
            search?: string;
        };
        EventProperty: {
            /** Format: date-time */
            createdAt: string;
            dataKey: string;
            /** @description 1 text, 2 number, 3 truth, 4 moment, 5 list or null. */
            dataType: number;
            /** Format: date-time */
            dateValue: string | null;
            /** Format: uuid */
            eventId: string;
            eventName: string | null;
            /** Format: uuid */
            id: string;
            numberValue: number | null;
            stringValue: string | null;
            /** Format: uuid */
            websiteEventId: string;
            /** Format: uuid */
            websiteId: string;
        };
        EventPropertyCount: {
            dataType: number;
            eventName: string | null;
            propertyName: string;
            propertyValue?: string;
            total: components["schemas"]["Count"];
        };
        EventsStats: {
            data: components["schemas"]["EventTotals"] & {
                comparison: components["schemas"]["EventTotals"];
            };
        };
        EventTotals: {
            events: components["schemas"]["Count"];
            uniqueEvents: components["schemas"]["Count"];
            visitors: components["schemas"]["Count"];
            visits: components["schemas"]["Count"];
        };
        ExpandedMetricRow: {
            /** @description Country of the region or city; with those types only. */
            country?: string | null;
            name: string | null;
            /** @description Region of the city; with that type only. */
            region?: string | null;
        } & components["schemas"]["StatsValues"];
        /** @description A line of an export. */
        ExportedRow: {
            browser: string | null;
            /** @description Of the visit, like everything from `referrerDomain` to `utmTerm`. */
            channel: string | null;
            city: string | null;
            country: string | null;
            /** Format: date-time */
            createdAt: string;
            device: string | null;
            /** @description What the website itself calls the visitor; gone once the visitor is forgotten. */
            distinctId: string | null;
            eventName: string | null;
            /** @description 1 pageview, 2 custom event, 3 link, 4 pixel. */
            eventType: number;
            hostname: string | null;
            /** Format: uuid */
            id: string;
            language: string | null;
            os: string | null;
            pageTitle: string | null;
            referrerDomain: string | null;
            /** @description The name that `/metrics?type=domain` shows. */
            referrerName: string | null;
            region: string | null;
            screen: string | null;
            /**
             * Format: uuid
             * @description The visitor; none where the event was counted without one.
             */
            sessionId: string | null;
            tag: string | null;
            urlPath: string | null;
            urlQuery: string | null;
            utmCampaign: string | null;
            utmContent: string | null;
            utmMedium: string | null;
            utmSource: string | null;
            utmTerm: string | null;
            /** Format: uuid */
            visitId: string | null;
        };
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
        FunnelCreate: {
            description?: string | null;
            name: string;
            parameters: {
                steps: components["schemas"]["Step"][];
                window: number;
            };
        };
        FunnelStep: components["schemas"]["Step"] & {
            dropoff: number | null;
            dropped: components["schemas"]["Count"];
            previous: components["schemas"]["Count"];
            remaining: number | null;
            visitors: components["schemas"]["Count"];
        };
        GoalCounts: {
            num: components["schemas"]["Count"];
            total: components["schemas"]["Count"];
        };
        GoalCreate: {
            description?: string | null;
            name: string;
            parameters: {
                /** @enum {string} */
                type: "path" | "event";
                value: string;
            };
        };
        Journey: {
            count: components["schemas"]["Count"];
            items: (string | null)[];
        };
        Ledger: {
            /** @description Stored with a visitor or a visit. */
            attached: components["schemas"]["Count"];
            /** @description Stored or attached at first, and deleted since with all that was kept of their visitor. */
            deleted: components["schemas"]["Count"];
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
        NamedPoint: {
            t: string;
            x: string;
            y: components["schemas"]["Count"];
        };
        NamedValue: {
            name: string;
            value: number;
        };
        NumericStats: {
            average: number;
            max: number;
            median: number;
            min: number;
            total: number;
        };
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
            /** @description Instead of what the user agent says, cut at 20 characters. */
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
            /** @description Instead of what the user agent says, cut at 20 characters. */
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
            /**
             * @description Distinct id, the website's own name for the visitor, cut at 50 characters. The same id is the same visitor on
             *     every device.
             */
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
            /** @description Instead of what the user agent says, cut at 20 characters. */
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
             * @description When it happened, in seconds since 1970, as a number or the text of one: from the year 2000 to a day from now.
             *     Without it, or with 0, now.
             */
            timestamp?: number | string;
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
        Percentiles: {
            p50: number | null;
            p75: number | null;
            p95: number | null;
        };
        Performance: {
            browsers: components["schemas"]["PerformanceRow"][];
            chart: components["schemas"]["PerformancePoint"][];
            devices: components["schemas"]["PerformanceRow"][];
            pages: components["schemas"]["PerformanceRow"][];
            pageTitles: components["schemas"]["PerformanceRow"][];
            summary: components["schemas"]["PerformanceStats"];
        };
        PerformanceChart: {
            chart: components["schemas"]["PerformancePoint"][];
        };
        PerformancePoint: {
            p50: number | null;
            p75: number | null;
            p95: number | null;
            t: string;
        };
        PerformanceRow: {
            count: components["schemas"]["Count"];
            name: string | null;
            p50: number | null;
            p75: number | null;
            p95: number | null;
        };
        PerformanceStats: {
            cls: components["schemas"]["Percentiles"];
            count: components["schemas"]["Count"];
            fcp: components["schemas"]["Percentiles"];
            inp: components["schemas"]["Percentiles"];
            lcp: components["schemas"]["Percentiles"];
            ttfb: components["schemas"]["Percentiles"];
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
             *     difference. Browsers name a host with other letters than ASCII's by its `xn--` form.
             */
            allowedHostnames?: components["schemas"]["Shields"];
            /** @description Addresses and CIDR blocks from which nothing is counted. */
            blockedAddresses?: components["schemas"]["Shields"];
            /** @description Countries (ISO 3166-1, two letters) from which nothing is counted. */
            blockedCountries?: components["schemas"]["Shields"];
            /**
             * @description Paths that are not counted, whole, as reports show them; `*` stands for any characters. They begin with `/` or
             *     `*`.
             */
            blockedPaths?: components["schemas"]["Shields"];
            /** @description `null`: what the server's setting `DO_NOT_TRACK` says. */
            doNotTrack?: components["schemas"]["DoNotTrack"] | null;
        };
        Property: {
            /** Format: date-time */
            createdAt: string;
            dataKey: string;
            /** @description 1 text, 2 number, 3 truth, 4 moment, 5 list or null. */
            dataType: number;
            /** Format: date-time */
            dateValue: string | null;
            numberValue: number | null;
            stringValue: string | null;
        };
        PropertyCount: {
            dataType: number;
            propertyName: string;
            total: components["schemas"]["Count"];
            value?: string;
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
        /** @enum {string} */
        ReportType: "attribution" | "breakdown" | "funnel" | "goal" | "journey" | "performance" | "retention" | "revenue" | "utm";
        RetentionRow: {
            date: string;
            day: number;
            percentage: number;
            returnVisitors: components["schemas"]["Count"];
            visitors: components["schemas"]["Count"];
        };
        Revenue: components["schemas"]["RevenueChart"] & {
            channel: components["schemas"]["RevenueRow"][];
            country: components["schemas"]["RevenueRow"][];
            referrer: components["schemas"]["RevenueRow"][];
            region: components["schemas"]["RevenueRow"][];
            total: components["schemas"]["RevenueStats"];
        };
        RevenueChart: {
            chart: components["schemas"]["RevenuePoint"][];
        };
        RevenuePoint: {
            count: components["schemas"]["Count"];
            t: string;
            /** @description The name of the event. */
            x: string;
            y: number;
        };
        RevenueRow: {
            country?: string | null;
            name: string | null;
            value: number;
        };
        RevenueStats: components["schemas"]["RevenueTotal"] & {
            comparison: components["schemas"]["RevenueTotal"];
        };
        RevenueTotal: {
            arpu: number;
            average: number;
            count: components["schemas"]["Count"];
            sum: number;
            total_sessions: components["schemas"]["Count"];
            unique_count: components["schemas"]["Count"];
        };
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
        SavedReport: {
            /** Format: date-time */
            createdAt: string;
            description: string;
            /** Format: uuid */
            id: string;
            name: string;
            /** @description true; not in lists. */
            ok?: boolean;
            parameters: {
                [key: string]: unknown;
            };
            type: components["schemas"]["ReportType"];
            /** Format: date-time */
            updatedAt: string;
            /** Format: uuid */
            userId: string;
            /** Format: uuid */
            websiteId: string;
        };
        SavedReportCreate: {
            description?: string | null;
            name: string;
            parameters: {
                [key: string]: unknown;
            };
            type: components["schemas"]["ReportType"];
            /** Format: uuid */
            websiteId: string;
        };
        SavedReportPage: {
            count: components["schemas"]["Count"];
            data: components["schemas"]["SavedReport"][];
            page: number;
            pageSize: number;
            search?: string;
        };
        SavedReportUpdate: {
            description?: string | null;
            name?: string;
            parameters?: {
                [key: string]: unknown;
            };
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
             *     now (`24hour`, `30day`, `4week`, `6month`, `1year`) by the clock of the report's `timezone`; or
             *     `all`, as without it.
             * @example 30day
             */
            dateRange?: string;
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
        /** @description A visitor, and what there is of them in the range. */
        Session: {
            browser: string | null;
            city: string | null;
            country: string | null;
            /**
             * Format: date-time
             * @description The same as `lastAt`.
             */
            createdAt: string;
            device: string | null;
            distinctId: string | null;
            events: components["schemas"]["Count"];
            /** Format: date-time */
            firstAt: string;
            /** @description That of the last row. */
            hostname: string | null;
            /** Format: uuid */
            id: string;
            language: string | null;
            /** Format: date-time */
            lastAt: string;
            os: string | null;
            region: string | null;
            screen: string | null;
            views: components["schemas"]["Count"];
            visits: components["schemas"]["Count"];
            /** Format: uuid */
            websiteId: string;
        };
        SessionActivity: {
            /** Format: date-time */
            createdAt: string;
            /** Format: uuid */
            eventId: string;
            eventName: string | null;
            /** @description 1 pageview, 2 custom event, 3 link, 4 pixel. */
            eventType: number;
            /** @description It came with properties. */
            hasData: boolean;
            hostname: string | null;
            pageTitle: string | null;
            referrerDomain: string | null;
            urlPath: string;
            urlQuery: string | null;
            /** Format: uuid */
            visitId: string | null;
        };
        SessionDetails: {
            browser: string | null;
            /** @description Whoever asks may delete this visitor. */
            canDelete: boolean;
            city: string | null;
            country: string | null;
            device: string | null;
            distinctId: string | null;
            events: components["schemas"]["Count"];
            /** Format: date-time */
            firstAt: string;
            /** Format: uuid */
            id: string;
            language: string | null;
            /** Format: date-time */
            lastAt: string;
            os: string | null;
            region: string | null;
            screen: string | null;
            /** @description Always 1, for whoever is identified is one visitor however often they came. */
            stitchedSessionCount: number;
            /** @description The durations of the visits, in seconds. */
            totaltime: components["schemas"]["Count"];
            views: components["schemas"]["Count"];
            visits: components["schemas"]["Count"];
            /** Format: uuid */
            websiteId: string;
        };
        SessionPage: {
            /** @description Rows on all pages. */
            count: components["schemas"]["Count"];
            data: components["schemas"]["Session"][];
            page: number;
            pageSize: number;
            search?: string;
        };
        SessionPivot: {
            /** Format: date-time */
            createdAt: string;
            distinctId: string;
            propertyKeys: string[];
            propertyValues: string[];
            /** Format: uuid */
            sessionId: string;
        };
        SessionPivotPage: {
            /** @description Rows on all pages. */
            count: components["schemas"]["Count"];
            data: components["schemas"]["SessionPivot"][];
            page: number;
            pageSize: number;
            search?: string;
        };
        SessionProperty: {
            /** Format: date-time */
            createdAt: string;
            dataKey: string;
            /** @description 1 text, 2 number, 3 truth, 4 moment, 5 list or null. */
            dataType: number;
            /** Format: date-time */
            dateValue: string | null;
            numberValue: number | null;
            /** Format: uuid */
            sessionId: string;
            stringValue: string | null;
            /** Format: uuid */
            websiteId: string;
        };
        SessionsStats: {
            countries: components["schemas"]["Value"];
            events: components["schemas"]["Value"];
            pageviews: components["schemas"]["Value"];
            visitors: components["schemas"]["Value"];
            visits: components["schemas"]["Value"];
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
        Step: {
            filters?: components["schemas"]["StepFilter"][];
            /** @enum {string} */
            type: "path" | "event";
            /** @description A path, or the name of an event; `*` stands for any characters. */
            value: string;
        };
        /** @description On one of the event's own properties. */
        StepFilter: {
            /** @enum {string} */
            operator: "eq" | "neq" | "c" | "dnc";
            property: string;
            value: string;
        };
        StudyQuestion: {
            /** @description The filters, as in a query string. */
            filters?: Record<string, never>;
            /** @description Range and everything else that GET has in its query string; lists and objects as such. */
            parameters: Record<string, never>;
            type?: string;
            /** Format: uuid */
            websiteId: string;
        };
        TeamName: {
            /** Format: uuid */
            id: string;
            logoUrl: string | null;
            name: string;
        };
        TimedNumber: {
            t: string;
            y: number;
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
        Utm: {
            utm_campaign: components["schemas"]["UtmRow"][];
            utm_content: components["schemas"]["UtmRow"][];
            utm_medium: components["schemas"]["UtmRow"][];
            utm_source: components["schemas"]["UtmRow"][];
            utm_term: components["schemas"]["UtmRow"][];
        };
        UtmRow: {
            utm: string;
            views: components["schemas"]["Count"];
        };
        Value: {
            value: components["schemas"]["Count"];
        };
        ValueActivity: {
            activity: components["schemas"]["Count"];
            events: components["schemas"]["Count"];
            label: string;
            sessions: components["schemas"]["Count"];
            views: components["schemas"]["Count"];
            visits: components["schemas"]["Count"];
        };
        ValueCount: {
            total: components["schemas"]["Count"];
            value: string;
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
        Week: components["schemas"]["Count"][][];
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
        /**
         * @description More comes from this address than `EVENTS_RATE` or `LOGINS_RATE` allow, or more logins of this user have failed than
         *     `LOGINS_PER_USER` allows. Nothing was done; an event was not received.
         */
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
        /** @description Credit what the conversions brought in, in this currency, instead of the visitors. */
        attributionCurrency: string;
        /** @description Up to 20 ids, separated by commas. */
        chartIds: string;
        /**
         * @description Which range to compare with: `prev` is the equally long one just before, `yoy` the one whose ends are a calendar
         *     year earlier by the clock of `timezone`.
         */
        compare: "prev" | "yoy";
        /** @description As the events name it: `EUR`. Nothing is converted. */
        currency: string;
        /** @description Only properties of this type. */
        dataType: number;
        /** @description Last millisecond of the range (since 1970); it belongs to the range. Needed unless `endDate` is given. */
        endAt: number;
        /** @description Instead of `endAt`, written like `startDate`. */
        endDate: string;
        /** @description Only journeys whose last item is this path or event. */
        endStep: string;
        eventId: string;
        /** @description Only events of this name. */
        eventName: string;
        /** @description The name of the events. */
        eventNameRequired: string;
        /** @description Comma-separated values, a JSON object a line, or Umami's zip file. */
        exportFormat: "csv" | "ndjson" | "zip";
        /** @description One to eight properties, separated by commas. */
        fields: string;
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
        funnelId: string;
        goalId: string;
        /** @description How many items a journey has at most. */
        journeySteps: number;
        /** @description At most so many rows. */
        limit: number;
        linkId: string;
        /** @description Which measurement. */
        metric: "lcp" | "inp" | "cls" | "fcp" | "ttfb";
        /** @description Which visit is credited: the first one of the range, or that of the last conversion. */
        model: "first-click" | "last-click";
        /** @description Only so many names, those with the most events. */
        nameLimit: number;
        /** @description What is told of the numbers of each unit. */
        numberMetric: "sum" | "avg" | "count";
        /** @description Leave out so many rows first. */
        offset: number;
        /** @description Which page; the first is 1. */
        page: number;
        /** @description How many rows a page has. */
        pageSize: number;
        /** @description By what. */
        performanceType: "path" | "title" | "device" | "browser";
        pixelId: string;
        /** @description Only this property. */
        propertyName: string;
        /** @description The property. */
        propertyNameRequired: string;
        reportId: string;
        /** @description Only reports of this type. */
        reportType: components["schemas"]["ReportType"];
        /** @description By what. */
        revenueType: "country" | "region" | "referrer" | "channel";
        /** @description Only what has this text in its name, domain, slug or URL, in upper or lower case. */
        search: string;
        /** @description Only rows of which path or event name contains this, in upper or lower case. */
        searchEvents: string;
        /** @description Only what has this text in its name, in upper or lower case. */
        searchNames: string;
        /** @description Only what has this text in its name or description, in upper or lower case. */
        searchSaved: string;
        /** @description Only the values that contain this text, in upper or lower case. */
        searchValues: string;
        /**
         * @description Only visitors of whom browser, operating system, device, city or distinct id contains this, in upper or lower
         *     case.
         */
        searchVisitors: string;
        segmentId: string;
        /** @description The visitor. */
        sessionId: string;
        slug: components["schemas"]["Slug"];
        /** @description First millisecond of the range (since 1970). Needed unless `startDate` is given. */
        startAt: number;
        /**
         * @description Instead of `startAt`, as ISO 8601 with `Z` or an offset; a date alone is midnight in UTC.
         * @example 2026-03-29T00:00:00+01:00
         */
        startDate: string;
        /** @description Only journeys that begin with this path or event. */
        startStep: string;
        /** @description The path, or the name of the event; `*` stands for any characters. */
        step: string;
        /** @description Two to eight steps as JSON: `[{"type":"path","value":"/pricing*"},{"type":"event","value":"signup"}]`. See the schema `Step`. */
        steps: string;
        /** @description Whether the goal is a page or an event. */
        stepType: "path" | "event";
        /** @description The path, or the name of the event; `*` stands for any characters. */
        stepValue: string;
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
        /** @description Which value. */
        utmType: "utm_source" | "utm_medium" | "utm_campaign" | "utm_term" | "utm_content";
        /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
        websiteId: string;
        /** @description Whose reports. */
        websiteIdQuery: string;
        /** @description Minutes that may lie between one step and the next. */
        window: number;
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
    listReports: {
        parameters: {
            query: {
                /** @description Which page; the first is 1. */
                page?: components["parameters"]["page"];
                /** @description How many rows a page has. */
                pageSize?: components["parameters"]["pageSize"];
                /** @description Only what has this text in its name or description, in upper or lower case. */
                search?: components["parameters"]["searchSaved"];
                /** @description Only reports of this type. */
                type?: components["parameters"]["reportType"];
                /** @description Whose reports. */
                websiteId: components["parameters"]["websiteIdQuery"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedReportPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    createReport: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SavedReportCreate"];
            };
        };
        responses: {
            /** @description The kept report. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedReport"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    getReport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                reportId: components["parameters"]["reportId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedReport"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateReport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                reportId: components["parameters"]["reportId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SavedReportUpdate"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedReport"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteReport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                reportId: components["parameters"]["reportId"];
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
    askAttribution: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StudyQuestion"];
            };
        };
        responses: {
            /** @description As by GET; revenue, utm and performance in one document. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Attribution"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    askBreakdown: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StudyQuestion"];
            };
        };
        responses: {
            /** @description As by GET; revenue, utm and performance in one document. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BreakdownRow"][];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    askFunnel: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StudyQuestion"];
            };
        };
        responses: {
            /** @description As by GET; revenue, utm and performance in one document. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FunnelStep"][];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    askGoal: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StudyQuestion"];
            };
        };
        responses: {
            /** @description As by GET; revenue, utm and performance in one document. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GoalCounts"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    askJourneys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StudyQuestion"];
            };
        };
        responses: {
            /** @description As by GET; revenue, utm and performance in one document. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Journey"][];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    askPerformance: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StudyQuestion"];
            };
        };
        responses: {
            /** @description As by GET; revenue, utm and performance in one document. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Performance"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    askRetention: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StudyQuestion"];
            };
        };
        responses: {
            /** @description As by GET; revenue, utm and performance in one document. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetentionRow"][];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    askRevenue: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StudyQuestion"];
            };
        };
        responses: {
            /** @description As by GET; revenue, utm and performance in one document. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Revenue"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    askCampaigns: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StudyQuestion"];
            };
        };
        responses: {
            /** @description As by GET; revenue, utm and performance in one document. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Utm"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
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
    getAttribution: {
        parameters: {
            query: {
                /** @description Credit what the conversions brought in, in this currency, instead of the visitors. */
                currency?: components["parameters"]["attributionCurrency"];
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
                /** @description Which visit is credited: the first one of the range, or that of the last conversion. */
                model: components["parameters"]["model"];
                /** @description First millisecond of the range (since 1970). Needed unless `startDate` is given. */
                startAt?: components["parameters"]["startAt"];
                /**
                 * @description Instead of `startAt`, as ISO 8601 with `Z` or an offset; a date alone is midnight in UTC.
                 * @example 2026-03-29T00:00:00+01:00
                 */
                startDate?: components["parameters"]["startDate"];
                /** @description The path, or the name of the event; `*` stands for any characters. */
                step: components["parameters"]["step"];
                /**
                 * @description A name of the IANA time zone database (`Europe/Paris`). Units of time are cut at its boundaries and named by its
                 *     clock. Without it, or with the word `utc` in lower case, they are those of UTC and carry a `Z`.
                 * @example Europe/Paris
                 */
                timezone?: components["parameters"]["timezone"];
                /** @description Whether the goal is a page or an event. */
                type: components["parameters"]["stepType"];
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
            /** @description The sources. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Attribution"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    getBreakdown: {
        parameters: {
            query: {
                /** @description Last millisecond of the range (since 1970); it belongs to the range. Needed unless `endDate` is given. */
                endAt?: components["parameters"]["endAt"];
                /** @description Instead of `endAt`, written like `startDate`. */
                endDate?: components["parameters"]["endDate"];
                /** @description One to eight properties, separated by commas. */
                fields: components["parameters"]["fields"];
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
            /** @description The 500 combinations with the most views. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BreakdownRow"][];
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
    listEventData: {
        parameters: {
            query?: {
                /** @description Last millisecond of the range (since 1970); it belongs to the range. Needed unless `endDate` is given. */
                endAt?: components["parameters"]["endAt"];
                /** @description Instead of `endAt`, written like `startDate`. */
                endDate?: components["parameters"]["endDate"];
                /** @description Only events of this name. */
                eventName?: components["parameters"]["eventName"];
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
                /** @description Which page; the first is 1. */
                page?: components["parameters"]["page"];
                /** @description How many rows a page has. */
                pageSize?: components["parameters"]["pageSize"];
                /** @description Only rows of which path or event name contains this, in upper or lower case. */
                search?: components["parameters"]["searchEvents"];
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
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventDataPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    listEventDataPivot: {
        parameters: {
            query: {
                /** @description Last millisecond of the range (since 1970); it belongs to the range. Needed unless `endDate` is given. */
                endAt?: components["parameters"]["endAt"];
                /** @description Instead of `endAt`, written like `startDate`. */
                endDate?: components["parameters"]["endDate"];
                /** @description The name of the events. */
                eventName: components["parameters"]["eventNameRequired"];
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
                /** @description Which page; the first is 1. */
                page?: components["parameters"]["page"];
                /** @description How many rows a page has. */
                pageSize?: components["parameters"]["pageSize"];
                /** @description Only rows of which path or event name contains this, in upper or lower case. */
                search?: components["parameters"]["searchEvents"];
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
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventPivotPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    getEventDataArraySeries: {
        parameters: {
            query: {
                /** @description Last millisecond of the range (since 1970); it belongs to the range. Needed unless `endDate` is given. */
                endAt?: components["parameters"]["endAt"];
                /** @description Instead of `endAt`, written like `startDate`. */
                endDate?: components["parameters"]["endDate"];
                /** @description The name of the events. */
                eventName: components["parameters"]["eventNameRequired"];
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
                /** @description The property. */
                propertyName: components["parameters"]["propertyNameRequired"];
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
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NamedPoint"][];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    getEventDataDateSeries: {
        parameters: {
            query: {
                /** @description Last millisecond of the range (since 1970); it belongs to the range. Needed unless `endDate` is given. */
                endAt?: components["parameters"]["endAt"];
                /** @description Instead of `endAt`, written like `startDate`. */
                endDate?: components["parameters"]["endDate"];
                /** @description The name of the events. */
                eventName: components["parameters"]["eventNameRequired"];
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
                /** @description The property. */
                propertyName: components["parameters"]["propertyNameRequired"];
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
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TimedNumber"][];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    getEventDataNumericSeries: {
        parameters: {
            query: {
                /** @description Last millisecond of the range (since 1970); it belongs to the range. Needed unless `endDate` is given. */
                endAt?: components["parameters"]["endAt"];
                /** @description Instead of `endAt`, written like `startDate`. */
                endDate?: components["parameters"]["endDate"];
                /** @description The name of the events. */
                eventName: components["parameters"]["eventNameRequired"];
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
                /** @description What is told of the numbers of each unit. */
                metric?: components["parameters"]["numberMetric"];
                /** @description The property. */
                propertyName: components["parameters"]["propertyNameRequired"];
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
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TimedNumber"][];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    getEventDataNumericStats: {
        parameters: {
            query: {
                /** @description Last millisecond of the range (since 1970); it belongs to the range. Needed unless `endDate` is given. */
                endAt?: components["parameters"]["endAt"];
                /** @description Instead of `endAt`, written like `startDate`. */
                endDate?: components["parameters"]["endDate"];
                /** @description The name of the events. */
                eventName: components["parameters"]["eventNameRequired"];
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
                /** @description The property. */
                propertyName: components["parameters"]["propertyNameRequired"];
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
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NumericStats"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    getEventDataPropertySeries: {
        parameters: {
            query: {
                /** @description Last millisecond of the range (since 1970); it belongs to the range. Needed unless `endDate` is given. */
                endAt?: components["parameters"]["endAt"];
                /** @description Instead of `endAt`, written like `startDate`. */
                endDate?: components["parameters"]["endDate"];
                /** @description The name of the events. */
                eventName: components["parameters"]["eventNameRequired"];
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
                /** @description The property. */
                propertyName: components["parameters"]["propertyNameRequired"];
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
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NamedPoint"][];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    getEventData: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                eventId: components["parameters"]["eventId"];
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description None for an event that there is not. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventProperty"][];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            503: components["responses"]["Unavailable"];
        };
    };
    getEventDataEvents: {
        parameters: {
            query?: {
                /** @description Only properties of this type. */
                dataType?: components["parameters"]["dataType"];
                /** @description Last millisecond of the range (since 1970); it belongs to the range. Needed unless `endDate` is given. */
                endAt?: components["parameters"]["endAt"];
                /** @description Instead of `endAt`, written like `startDate`. */
                endDate?: components["parameters"]["endDate"];
                /** @description Only events of this name. */
                eventName?: components["parameters"]["eventName"];
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
                /** @description Only this property. */
                propertyName?: components["parameters"]["propertyName"];
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
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventPropertyCount"][];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    getEventDataFields: {
        parameters: {
            query?: {
                /** @description Only properties of this type. */
                dataType?: components["parameters"]["dataType"];
                /** @description Last millisecond of the range (since 1970); it belongs to the range. Needed unless `endDate` is given. */
                endAt?: components["parameters"]["endAt"];
                /** @description Instead of `endAt`, written like `startDate`. */
                endDate?: components["parameters"]["endDate"];
                /** @description Only events of this name. */
                eventName?: components["parameters"]["eventName"];
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
                /** @description Only this property. */
                propertyName?: components["parameters"]["propertyName"];
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
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PropertyCount"][];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    getEventDataProperties: {
        parameters: {
            query?: {
                /** @description Only properties of this type. */
                dataType?: components["parameters"]["dataType"];
                /** @description Last millisecond of the range (since 1970); it belongs to the range. Needed unless `endDate` is given. */
                endAt?: components["parameters"]["endAt"];
                /** @description Instead of `endAt`, written like `startDate`. */
                endDate?: components["parameters"]["endDate"];
                /** @description Only events of this name. */
                eventName?: components["parameters"]["eventName"];
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
                /** @description Only this property. */
                propertyName?: components["parameters"]["propertyName"];
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
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventPropertyCount"][];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    getEventDataStats: {
        parameters: {
            query?: {
                /** @description Last millisecond of the range (since 1970); it belongs to the range. Needed unless `endDate` is given. */
                endAt?: components["parameters"]["endAt"];
                /** @description Instead of `endAt`, written like `startDate`. */
                endDate?: components["parameters"]["endDate"];
                /** @description Only events of this name. */
                eventName?: components["parameters"]["eventName"];
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
                /** @description Only this property. */
                propertyName?: components["parameters"]["propertyName"];
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
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventDataStats"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    getEventDataValues: {
        parameters: {
            query?: {
                /** @description Only properties of this type. */
                dataType?: components["parameters"]["dataType"];
                /** @description Last millisecond of the range (since 1970); it belongs to the range. Needed unless `endDate` is given. */
                endAt?: components["parameters"]["endAt"];
                /** @description Instead of `endAt`, written like `startDate`. */
                endDate?: components["parameters"]["endDate"];
                /** @description Only events of this name. */
                eventName?: components["parameters"]["eventName"];
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
                /** @description Only this property. */
                propertyName?: components["parameters"]["propertyName"];
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
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValueCount"][];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    listEvents: {
        parameters: {
            query?: {
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
                /** @description Which page; the first is 1. */
                page?: components["parameters"]["page"];
                /** @description How many rows a page has. */
                pageSize?: components["parameters"]["pageSize"];
                /** @description Only rows of which path or event name contains this, in upper or lower case. */
                search?: components["parameters"]["searchEvents"];
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
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    getEventsSeries: {
        parameters: {
            query?: {
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
                /** @description Only so many names, those with the most events. */
                limit?: components["parameters"]["nameLimit"];
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
            /** @description By time, then by name. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NamedPoint"][];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    getEventsStats: {
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
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventsStats"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    exportWebsite: {
        parameters: {
            query?: {
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
                /** @description Comma-separated values, a JSON object a line, or Umami's zip file. */
                format?: components["parameters"]["exportFormat"];
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
            /** @description The rows, or the zip file. */
            200: {
                headers: {
                    /** @description For `csv` and `ndjson`, the name of a file. */
                    "Content-Disposition"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description `events.csv`, `pages.csv`, `referrers.csv`, `browsers.csv`, `os.csv`, `devices.csv` and
                         *     `countries.csv`, each with the columns `x` and `y`: a value and its number.
                         */
                        zip: string;
                    };
                    "application/x-ndjson": components["schemas"]["ExportedRow"];
                    "text/csv": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    listFunnels: {
        parameters: {
            query?: {
                /** @description Which page; the first is 1. */
                page?: components["parameters"]["page"];
                /** @description How many rows a page has. */
                pageSize?: components["parameters"]["pageSize"];
                /** @description Only what has this text in its name or description, in upper or lower case. */
                search?: components["parameters"]["searchSaved"];
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
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedReportPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    createFunnel: {
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
                "application/json": components["schemas"]["FunnelCreate"];
            };
        };
        responses: {
            /** @description The kept funnel. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedReport"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    getFunnelKept: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                funnelId: components["parameters"]["funnelId"];
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The funnel. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedReport"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateFunnel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                funnelId: components["parameters"]["funnelId"];
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SavedReportUpdate"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedReport"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteFunnel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                funnelId: components["parameters"]["funnelId"];
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
    getKeptFunnelStats: {
        parameters: {
            query?: {
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
                funnelId: components["parameters"]["funnelId"];
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As when asked with its parameters. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FunnelStep"][];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    getFunnel: {
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
                /** @description First millisecond of the range (since 1970). Needed unless `startDate` is given. */
                startAt?: components["parameters"]["startAt"];
                /**
                 * @description Instead of `startAt`, as ISO 8601 with `Z` or an offset; a date alone is midnight in UTC.
                 * @example 2026-03-29T00:00:00+01:00
                 */
                startDate?: components["parameters"]["startDate"];
                /** @description Two to eight steps as JSON: `[{"type":"path","value":"/pricing*"},{"type":"event","value":"signup"}]`. See the schema `Step`. */
                steps: components["parameters"]["steps"];
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
                /** @description Minutes that may lie between one step and the next. */
                window: components["parameters"]["window"];
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
            /** @description The steps, with who reached them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FunnelStep"][];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    listGoals: {
        parameters: {
            query?: {
                /** @description Which page; the first is 1. */
                page?: components["parameters"]["page"];
                /** @description How many rows a page has. */
                pageSize?: components["parameters"]["pageSize"];
                /** @description Only what has this text in its name or description, in upper or lower case. */
                search?: components["parameters"]["searchSaved"];
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
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedReportPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    createGoal: {
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
                "application/json": components["schemas"]["GoalCreate"];
            };
        };
        responses: {
            /** @description The kept goal. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedReport"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    getGoalKept: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                goalId: components["parameters"]["goalId"];
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The goal. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedReport"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateGoal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                goalId: components["parameters"]["goalId"];
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SavedReportUpdate"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedReport"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteGoal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                goalId: components["parameters"]["goalId"];
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
    getKeptGoalStats: {
        parameters: {
            query?: {
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
                goalId: components["parameters"]["goalId"];
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As when asked with its parameters. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GoalCounts"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    getGoal: {
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
                /** @description Whether the goal is a page or an event. */
                type: components["parameters"]["stepType"];
                /**
                 * @description The unit of time. Too fine a unit for the range is made coarser: up to 60 minutes may be shown by `minute`, up
                 *     to 30 days by `hour`, up to 7 calendar months by `day`, up to 24 by `month`, longer ranges by `year`. That is
                 *     the unit without this parameter, too.
                 */
                unit?: components["parameters"]["unit"];
                /** @description The path, or the name of the event; `*` stands for any characters. */
                value: components["parameters"]["stepValue"];
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
            /** @description Those who did, and all. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GoalCounts"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    getJourneys: {
        parameters: {
            query: {
                /** @description Last millisecond of the range (since 1970); it belongs to the range. Needed unless `endDate` is given. */
                endAt?: components["parameters"]["endAt"];
                /** @description Instead of `endAt`, written like `startDate`. */
                endDate?: components["parameters"]["endDate"];
                /** @description Only journeys whose last item is this path or event. */
                endStep?: components["parameters"]["endStep"];
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
                /** @description Only journeys that begin with this path or event. */
                startStep?: components["parameters"]["startStep"];
                /** @description How many items a journey has at most. */
                steps: components["parameters"]["journeySteps"];
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
            /** @description The 100 most frequent ones. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Journey"][];
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
    getPerformanceChart: {
        parameters: {
            query?: {
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
                /** @description Which measurement. */
                metric?: components["parameters"]["metric"];
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
            /** @description The series. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PerformanceChart"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    getPerformanceMetrics: {
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
                /** @description Which measurement. */
                metric?: components["parameters"]["metric"];
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
                /** @description By what. */
                type: components["parameters"]["performanceType"];
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
            /** @description Those with the most measurements. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PerformanceRow"][];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    getPerformanceStats: {
        parameters: {
            query?: {
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
            /** @description All metrics. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PerformanceStats"];
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
    listWebsiteReports: {
        parameters: {
            query?: {
                /** @description Which page; the first is 1. */
                page?: components["parameters"]["page"];
                /** @description How many rows a page has. */
                pageSize?: components["parameters"]["pageSize"];
                /** @description Only what has this text in its name or description, in upper or lower case. */
                search?: components["parameters"]["searchSaved"];
                /** @description Only reports of this type. */
                type?: components["parameters"]["reportType"];
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
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedReportPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    getRetention: {
        parameters: {
            query?: {
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
            /** @description A row for each first day and each day after it that has any. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetentionRow"][];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    getRevenueChart: {
        parameters: {
            query: {
                /** @description As the events name it: `EUR`. Nothing is converted. */
                currency: components["parameters"]["currency"];
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
            /** @description The series. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RevenueChart"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    getRevenueMetrics: {
        parameters: {
            query: {
                /** @description As the events name it: `EUR`. Nothing is converted. */
                currency: components["parameters"]["currency"];
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
                /** @description By what. */
                type: components["parameters"]["revenueType"];
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
            /** @description The 500 largest. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RevenueRow"][];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    listRevenueSessions: {
        parameters: {
            query: {
                /** @description As the events name it: `EUR`. Nothing is converted. */
                currency: components["parameters"]["currency"];
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
                /** @description Which page; the first is 1. */
                page?: components["parameters"]["page"];
                /** @description How many rows a page has. */
                pageSize?: components["parameters"]["pageSize"];
                /**
                 * @description Only visitors of whom browser, operating system, device, city or distinct id contains this, in upper or lower
                 *     case.
                 */
                search?: components["parameters"]["searchVisitors"];
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
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    getRevenueStats: {
        parameters: {
            query: {
                /**
                 * @description Which range to compare with: `prev` is the equally long one just before, `yoy` the one whose ends are a calendar
                 *     year earlier by the clock of `timezone`.
                 */
                compare?: components["parameters"]["compare"];
                /** @description As the events name it: `EUR`. Nothing is converted. */
                currency: components["parameters"]["currency"];
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
            /** @description The totals. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RevenueStats"];
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
    listSessionDataPivot: {
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
                /** @description Which page; the first is 1. */
                page?: components["parameters"]["page"];
                /** @description How many rows a page has. */
                pageSize?: components["parameters"]["pageSize"];
                /** @description The property. */
                propertyName: components["parameters"]["propertyNameRequired"];
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
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionPivotPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    getSessionDataArraySeries: {
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
                /** @description The property. */
                propertyName: components["parameters"]["propertyNameRequired"];
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
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NamedPoint"][];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    getSessionDataDateSeries: {
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
                /** @description The property. */
                propertyName: components["parameters"]["propertyNameRequired"];
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
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TimedNumber"][];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    getSessionDataNumericSeries: {
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
                /** @description What is told of the numbers of each unit. */
                metric?: components["parameters"]["numberMetric"];
                /** @description The property. */
                propertyName: components["parameters"]["propertyNameRequired"];
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
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TimedNumber"][];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    getSessionDataNumericStats: {
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
                /** @description The property. */
                propertyName: components["parameters"]["propertyNameRequired"];
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
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NumericStats"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    getSessionDataProperties: {
        parameters: {
            query?: {
                /** @description Only properties of this type. */
                dataType?: components["parameters"]["dataType"];
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
                /** @description Only this property. */
                propertyName?: components["parameters"]["propertyName"];
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
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PropertyCount"][];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    getSessionDataPropertySeries: {
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
                /** @description The property. */
                propertyName: components["parameters"]["propertyNameRequired"];
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
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NamedPoint"][];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    getSessionDataStats: {
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
                /** @description The property. */
                propertyName: components["parameters"]["propertyNameRequired"];
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
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValueActivity"][];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    getSessionDataValues: {
        parameters: {
            query?: {
                /** @description Only properties of this type. */
                dataType?: components["parameters"]["dataType"];
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
                /** @description Only this property. */
                propertyName?: components["parameters"]["propertyName"];
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
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValueCount"][];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    listSessions: {
        parameters: {
            query?: {
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
                /** @description Which page; the first is 1. */
                page?: components["parameters"]["page"];
                /** @description How many rows a page has. */
                pageSize?: components["parameters"]["pageSize"];
                /**
                 * @description Only visitors of whom browser, operating system, device, city or distinct id contains this, in upper or lower
                 *     case.
                 */
                search?: components["parameters"]["searchVisitors"];
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
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    getSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The visitor. */
                sessionId: components["parameters"]["sessionId"];
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionDetails"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The visitor. */
                sessionId: components["parameters"]["sessionId"];
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
    getSessionActivity: {
        parameters: {
            query?: {
                /** @description Last millisecond of the range (since 1970); it belongs to the range. Needed unless `endDate` is given. */
                endAt?: components["parameters"]["endAt"];
                /** @description Instead of `endAt`, written like `startDate`. */
                endDate?: components["parameters"]["endDate"];
                /** @description First millisecond of the range (since 1970). Needed unless `startDate` is given. */
                startAt?: components["parameters"]["startAt"];
                /**
                 * @description Instead of `startAt`, as ISO 8601 with `Z` or an offset; a date alone is midnight in UTC.
                 * @example 2026-03-29T00:00:00+01:00
                 */
                startDate?: components["parameters"]["startDate"];
            };
            header?: never;
            path: {
                /** @description The visitor. */
                sessionId: components["parameters"]["sessionId"];
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionActivity"][];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            503: components["responses"]["Unavailable"];
        };
    };
    getSessionProperties: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The visitor. */
                sessionId: components["parameters"]["sessionId"];
                /** @description The id that the website's tag carries. Reports take the ids of links and pixels too. */
                websiteId: components["parameters"]["websiteId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionProperty"][];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            503: components["responses"]["Unavailable"];
        };
    };
    getSessionsStats: {
        parameters: {
            query?: {
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
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionsStats"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    getSessionsWeekly: {
        parameters: {
            query?: {
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
            /** @description Seven days from Sunday, of 24 hours each. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Week"];
                };
            };
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
    getCampaignMetrics: {
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
                /** @description Which value. */
                type: components["parameters"]["utmType"];
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
            /** @description The 50 largest. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UtmRow"][];
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
            /** @description It can. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        ok: boolean;
                        /** @enum {string} */
                        replica?: "ready" | "late" | "away" | "foreign";
                    };
                };
            };
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
    getVitals: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description JavaScript, compressed when the client accepts it, for pages of every origin. */
            200: {
                headers: {
                    "Access-Control-Allow-Origin"?: "*";
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
