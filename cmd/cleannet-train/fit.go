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

// fitLists finds the weights w that minimise the mean cross entropy between the
// targets and softmax(w·item), plus penalty·|w|² on standardised features
// (ListNet of Cao et al. 2007, with a uniform target over what is right). The
// problem is convex, so the answer does not depend on where it starts.
func fitLists(lists []list, n int, penalty float64) []float64 {
	scale := deviations(lists, n)
	total := 0.0
	for _, l := range lists {
		total += l.weight
	}
	loss := func(w, grad []float64) float64 {
		sum := 0.0
		clear(grad)
		var p []float64
		for _, l := range lists {
			p = p[:0]
			top := math.Inf(-1)
			for _, x := range l.items {
				s := 0.0
				for j := range w {
					s += w[j] / scale[j] * x[j]
				}
				p = append(p, s)
				top = max(top, s)
			}
			z := 0.0
			for _, s := range p {
				z += math.Exp(s - top)
			}
			for i, s := range p {
				lp := s - top - math.Log(z)
				sum -= l.weight * l.target[i] * lp
				g := l.weight * (math.Exp(lp) - l.target[i])
				for j, v := range l.items[i] {
					grad[j] += g * v
				}
			}
		}
		for j := range grad {
			grad[j] = grad[j]/scale[j]/total + 2*penalty*w[j]
		}
		return sum/total + penalty*dot(w, w)
	}
	w := minimise(loss, make([]float64, n))
	for j := range w {
		w[j] /= scale[j]
	}
	return w
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
				sq[j] += (v - mean[j]) * (v - mean[j])
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

// fitLogistic finds the weights of a logistic regression of ys on xs.
func fitLogistic(xs [][]float64, ys, weights []float64, penalty float64) []float64 {
	n := len(xs[0])
	total := 0.0
	for _, w := range weights {
		total += w
	}
	return minimise(func(w, grad []float64) float64 {
		sum := 0.0
		clear(grad)
		for i, x := range xs {
			z := dot(w, x)
			p := 1 / (1 + math.Exp(-z))
			// log(1+e^z) - y·z, without overflow.
			sum += weights[i] * (max(z, 0) + math.Log1p(math.Exp(-math.Abs(z))) - ys[i]*z)
			for j, v := range x {
				grad[j] += weights[i] * (p - ys[i]) * v
			}
		}
		for j := range grad {
			grad[j] = grad[j]/total + 2*penalty*w[j]
		}
		return sum/total + penalty*dot(w, w)
	}, make([]float64, n))
}

// memory is how many steps the minimiser remembers.
const memory = 12

// minimise follows loss downhill from w by L-BFGS with backtracking, until the
// gradient vanishes to nine digits or 400 steps are done. Sums run in a fixed
// order, so the same input gives the same steps.
func minimise(loss func(w, grad []float64) float64, w []float64) []float64 {
	n := len(w)
	g := make([]float64, n)
	f := loss(w, g)
	var ss, ys [][]float64
	for range 400 {
		if math.Sqrt(dot(g, g)) < 1e-7 {
			break
		}
		d := direction(g, ss, ys)
		step, slope := 1.0, dot(d, g)
		if len(ss) == 0 {
			step = 1 / max(1, math.Sqrt(dot(g, g)))
		}
		next, ng := make([]float64, n), make([]float64, n)
		var nf float64
		for {
			for j := range w {
				next[j] = w[j] + step*d[j]
			}
			nf = loss(next, ng)
			if nf <= f+1e-4*step*slope || step < 1e-12 {
				break
			}
			step /= 2
		}
		if step < 1e-12 {
			break
		}
		s, y := make([]float64, n), make([]float64, n)
		for j := range w {
			s[j], y[j] = next[j]-w[j], ng[j]-g[j]
		}
		if dot(s, y) > 1e-18 {
			ss, ys = append(ss, s), append(ys, y)
			if len(ss) > memory {
				ss, ys = ss[1:], ys[1:]
			}
		}
		done := f-nf < 1e-11*max(1, math.Abs(f))
		w, g, f = next, ng, nf
		if done {
			break
		}
	}
	return w
}

// direction is minus the gradient times the inverse curvature that the last
// steps suggest.
func direction(g []float64, ss, ys [][]float64) []float64 {
	d := slices.Clone(g)
	alpha := make([]float64, len(ss))
	for i := len(ss) - 1; i >= 0; i-- {
		alpha[i] = dot(ss[i], d) / dot(ss[i], ys[i])
		for j := range d {
			d[j] -= alpha[i] * ys[i][j]
		}
	}
	if k := len(ss) - 1; k >= 0 {
		gamma := dot(ss[k], ys[k]) / dot(ys[k], ys[k])
		for j := range d {
			d[j] *= gamma
		}
	}
	for i := range ss {
		beta := dot(ys[i], d) / dot(ss[i], ys[i])
		for j := range d {
			d[j] += (alpha[i] - beta) * ss[i][j]
		}
	}
	for j := range d {
		d[j] = -d[j]
	}
	return d
}

func dot(a, b []float64) float64 {
	sum := 0.0
	for i := range a {
		sum += a[i] * b[i]
	}
	return sum
}
