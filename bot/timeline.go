package bot

import (
	"context"

	"cleannet/index/query"
)

// timeline answers /timeline.
func (c *call) timeline(ctx context.Context) (Reply, error) {
	q := query.Parse(c.r.Options["topic"])
	if err := c.dates(&q.Filters); err != nil {
		return Reply{}, err
	}
	q = query.Parse(q.String())
	if q.IsEmpty() {
		return Reply{}, sorry("error.empty-query")
	}
	return c.timelinePage(ctx, q, 0, false)
}

func (c *call) timelinePage(ctx context.Context, q query.Query, page int, update bool) (Reply, error) {
	return c.results(ctx, q, sortOldest, page, update)
}
