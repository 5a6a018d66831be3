package discord

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// Metrics counts what the transports do. Its labels are taken from closed sets,
// never from what people or Discord send, so that their number is bounded. A nil
// Metrics counts nothing.
type Metrics struct {
	interactions *prometheus.CounterVec   // transport, command, outcome
	seconds      *prometheus.HistogramVec // step
	refused      *prometheus.CounterVec   // reason
	running      prometheus.Gauge
	queued       prometheus.Gauge
	stuck        prometheus.Gauge
	rest         *prometheus.CounterVec // operation, result
	identifies   prometheus.Counter
	connected    prometheus.Gauge
	ends         *prometheus.CounterVec // reason
	frames       *prometheus.CounterVec // fate
}

// NewMetrics registers the metrics with reg, all named cleannet_discord_*.
func NewMetrics(reg prometheus.Registerer) (*Metrics, error) {
	counter := func(name, help string, labels ...string) *prometheus.CounterVec {
		return prometheus.NewCounterVec(prometheus.CounterOpts{Namespace: "cleannet", Subsystem: "discord", Name: name, Help: help}, labels)
	}
	gauge := func(name, help string) prometheus.Gauge {
		return prometheus.NewGauge(prometheus.GaugeOpts{Namespace: "cleannet", Subsystem: "discord", Name: name, Help: help})
	}
	m := &Metrics{
		interactions: counter("interactions_total", "Interactions answered.", "transport", "command", "outcome"),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Namespace: "cleannet", Subsystem: "discord", Name: "answer_seconds",
			Help:    "Time from the arrival of an interaction to its first answer and to its final one.",
			Buckets: []float64{.001, .005, .02, .05, .1, .25, .5, 1, 1.5, 2, 3, 5, 10, 30},
		}, []string{"step"}),
		refused:    counter("refused_total", "Interactions turned away: busy, limited, duplicate, late, malformed.", "reason"),
		running:    gauge("interactions_running", "Interactions being answered."),
		queued:     gauge("interactions_queued", "Interactions waiting for a worker."),
		stuck:      gauge("handlers_stuck", "Handlers that ran past their limit and have not returned."),
		rest:       counter("rest_requests_total", "Requests to Discord.", "operation", "result"),
		identifies: prometheus.NewCounter(prometheus.CounterOpts{Namespace: "cleannet", Subsystem: "discord", Name: "gateway_identifies_total", Help: "Sessions asked for at the gateway."}),
		connected:  gauge("gateway_connected", "1 while a gateway session is up."),
		ends:       counter("gateway_ends_total", "Gateway connections that ended, by reason.", "reason"),
		frames:     counter("gateway_frames_total", "Frames from the gateway, by what became of them.", "fate"),
	}
	for _, c := range []prometheus.Collector{m.interactions, m.seconds, m.refused, m.running, m.queued, m.stuck, m.rest, m.identifies, m.connected, m.ends, m.frames} {
		if err := reg.Register(c); err != nil {
			return nil, err
		}
	}
	return m, nil
}

func (m *Metrics) restDone(op, result string) {
	if m != nil {
		m.rest.WithLabelValues(op, result).Inc()
	}
}

func (m *Metrics) answered(transport, command, outcome string, took time.Duration) {
	if m != nil {
		m.interactions.WithLabelValues(transport, command, outcome).Inc()
		m.seconds.WithLabelValues("final").Observe(took.Seconds())
	}
}

func (m *Metrics) first(took time.Duration) {
	if m != nil {
		m.seconds.WithLabelValues("first").Observe(took.Seconds())
	}
}

func (m *Metrics) refuse(reason string) {
	if m != nil {
		m.refused.WithLabelValues(reason).Inc()
	}
}

func (m *Metrics) addRunning(n float64) {
	if m != nil {
		m.running.Add(n)
	}
}

func (m *Metrics) addQueued(n float64) {
	if m != nil {
		m.queued.Add(n)
	}
}

func (m *Metrics) addStuck(n float64) {
	if m != nil {
		m.stuck.Add(n)
	}
}

func (m *Metrics) identify() {
	if m != nil {
		m.identifies.Inc()
	}
}

func (m *Metrics) setConnected(up bool) {
	if m == nil {
		return
	}
	m.connected.Set(0)
	if up {
		m.connected.Set(1)
	}
}

func (m *Metrics) ended(reason string) {
	if m != nil {
		m.ends.WithLabelValues(reason).Inc()
	}
}

func (m *Metrics) frame(fate string) {
	if m != nil {
		m.frames.WithLabelValues(fate).Inc()
	}
}
