package main

import (
	"math"
	"slices"
)

// A list is one query's choice: the vectors of what there is to choose from and
// how the right choice is spread over them.
type list struct {
	items  [][]float64
	target []float64 // sums to 1
	weight float64
}

// A fitted model has its weights and, for ablations, the second derivatives of
// the loss there, in the upper triangle.
type fitted struct {
	w    []float64
	hess [][]float64
}

// fitLists finds the weights w that minimise the mean cross entropy between the
// targets and softmax(w·item), plus penalty·|w|² on standardised features
// (ListNet of Cao et al. 2007, with a uniform target over what is right). The
// problem is strictly convex, so there is one answer.
func fitLists(lists []list, n int, penalty float64) fitted {
	c := choices{lists: lists, penalty: penalty, scale: deviations(lists, n)}
	for _, l := range lists {
		c.total += l.weight
	}
	m := fitted{w: minimise(c.loss, n), hess: square(n)}
	c.loss(m.w, make([]float64, n), m.hess)
	for i, row := range m.hess {
		m.w[i] /= c.scale[i]
		for j := range row {
			row[j] *= c.scale[i] * c.scale[j]
		}
	}
	return m
}

// choices is the loss of lists.
type choices struct {
	lists   []list
	penalty float64
	total   float64   // sum of the lists' weights
	scale   []float64 // of features
}

// leastShare is the least probability of an item that counts in the second
// derivatives. They need not be exact, as the slope says where the end is.
const leastShare = 1e-6

func (c *choices) loss(w, grad []float64, hess [][]float64) float64 {
	n := len(w)
	scaled, mean := make([]float64, n), make([]float64, n)
	for j := range w {
		scaled[j] = w[j] / c.scale[j]
	}
	clear(grad)
	sum := 0.0
	var p []float64
	for i := range c.lists {
		l := &c.lists[i]
		p = softmax(p[:0], l, scaled)
		clear(mean)
		for k, q := range p {
			if l.target[k] > 0 {
				sum -= float64(l.weight * l.target[k] * math.Log(max(q, 1e-300)))
			}
			g := l.weight * (q - l.target[k])
			for j, v := range l.items[k] {
				grad[j] += float64(g * v)
			}
			if hess != nil && q > leastShare {
				addOuter(hess, l.weight*q, l.items[k])
				for j, v := range l.items[k] {
					mean[j] += float64(q * v)
				}
			}
		}
		if hess != nil {
			addOuter(hess, -l.weight, mean)
		}
	}
	return c.finish(sum, w, grad, hess)
}

// finish scales the sums and adds the penalty.
func (c *choices) finish(sum float64, w, grad []float64, hess [][]float64) float64 {
	for j := range grad {
		grad[j] = grad[j]/c.scale[j]/c.total + float64(2*c.penalty*w[j])
	}
	for i, row := range hess {
		for j := range row {
			row[j] /= c.scale[i] * c.scale[j] * c.total
		}
		row[i] += 2 * c.penalty
	}
	return sum/c.total + float64(c.penalty*dot(w, w))
}

// softmax appends the probabilities of l's items.
func softmax(p []float64, l *list, w []float64) []float64 {
	top := math.Inf(-1)
	for _, x := range l.items {
		s := dot(w, x)
		p = append(p, s)
		top = max(top, s)
	}
	z := 0.0
	for i, s := range p {
		p[i] = math.Exp(s - top)
		z += p[i]
	}
	for i := range p {
		p[i] /= z
	}
	return p
}

// without returns the weights of m with that of feature j at nought and the
// others where the loss is then least, by its second derivatives: what fitting
// anew would find but for terms of the third order.
func (m fitted) without(j int) []float64 {
	unit := make([]float64, len(m.w))
	unit[j] = 1
	col := solve(m.hess, unit) // of the inverse
	w := make([]float64, len(m.w))
	for i := range w {
		w[i] = m.w[i] - float64(m.w[j]*col[i]/col[j])
	}
	w[j] = 0
	return w
}

// earned is by how much the loss is less for feature j, to second order.
func (m fitted) earned(j int) float64 {
	unit := make([]float64, len(m.w))
	unit[j] = 1
	return m.w[j] * m.w[j] / (2 * solve(m.hess, unit)[j])
}

// deviations returns the standard deviation of each feature within the lists, 1
// for one that never differs.
func deviations(lists []list, n int) []float64 {
	sq, count := make([]float64, n), 0.0
	mean := make([]float64, n)
	for _, l := range lists {
		clear(mean)
		for _, x := range l.items {
			for j, v := range x {
				mean[j] += v / float64(len(l.items))
			}
		}
		for _, x := range l.items {
			for j, v := range x {
				sq[j] += float64((v - mean[j]) * (v - mean[j]))
			}
			count++
		}
	}
	for j := range sq {
		if sq[j] = math.Sqrt(sq[j] / max(count, 1)); sq[j] < 1e-9 {
			sq[j] = 1
		}
	}
	return sq
}

// fitLogistic finds the weights of a logistic regression of ys on xs, each of
// which counts by its weight; once, where weights is nil.
func fitLogistic(xs [][]float64, ys, weights []float64, penalty float64) []float64 {
	if weights == nil {
		weights = slices.Repeat([]float64{1}, len(xs))
	}
	total := 0.0
	for _, w := range weights {
		total += w
	}
	return minimise(func(w, grad []float64, hess [][]float64) float64 {
		sum := 0.0
		clear(grad)
		for i, x := range xs {
			z := dot(w, x)
			p := 1 / (1 + math.Exp(-z))
			// log(1+e^z) - y·z, without overflow.
			sum += float64(weights[i] * (max(z, 0) + math.Log1p(math.Exp(-math.Abs(z))) - float64(ys[i]*z)))
			for j, v := range x {
				grad[j] += float64(weights[i] * (p - ys[i]) * v)
			}
			if hess != nil {
				addOuter(hess, weights[i]*p*(1-p), x)
			}
		}
		for j := range grad {
			grad[j] = grad[j]/total + float64(2*penalty*w[j])
		}
		for i, row := range hess {
			for j := range row {
				row[j] /= total
			}
			row[i] += 2 * penalty
		}
		return sum/total + float64(penalty*dot(w, w))
	}, len(xs[0]))
}
