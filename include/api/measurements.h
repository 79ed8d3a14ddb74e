/*
 * How fast pages were, measurement by measurement.
 * SPDX-License-Identifier: MIT
 */
#ifndef MEASUREMENTS_H
#define MEASUREMENTS_H

#include "column.h"
#include "days.h"

enum vital_metric { METRIC_LCP, METRIC_INP, METRIC_CLS, METRIC_FCP, METRIC_TTFB, METRIC_COUNT };

/* Decimal digits of a metric's numbers that stand behind the point. */
int metric_digits(enum vital_metric metric);

extern const struct day_source measurements;

/* What a day of them has besides: 0: not measured; else the number without its point, and one more. */
const struct column *measured_metric(const struct held_day *day, enum vital_metric metric);

#endif
