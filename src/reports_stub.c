#include "handlers.h"
#define S(n) enum outcome n(struct request *r){(void)r;return NOT_FOUND;}
S(report_active) S(report_date_range) S(report_metrics) S(report_metrics_expanded) S(report_values) S(report_realtime)
