package main

import (
	"math"
	"slices"
)

// An objective is a convex function of w. It fills grad with its gradient and,
// where hess is not nil, the upper triangle of hess with its second derivatives.
type objective func(w, grad []float64, hess [][]float64) float64

// minimise returns where f is least, from nought, by Newton's method with
// backtracking. It stops when a step moves no weight by 1e-10: the method
// converges quadratically, so what is left is rounding, and the weights are the
// same to six digits however a machine rounds. L-BFGS, which stops where the
// slope is slight, agreed with itself to three digits on another machine's sums.
func minimise(f objective, n int) []float64 {
	w, grad, hess := make([]float64, n), make([]float64, n), square(n)
	next, scratch := make([]float64, n), make([]float64, n)
	for range 100 {
		clearAll(hess)
		at := f(w, grad, hess)
		step := solve(hess, grad)
		slope := dot(step, grad)
		size := 1.0
		for ; size > 1e-9; size /= 2 {
			for j := range w {
				next[j] = w[j] - float64(size*step[j])
			}
			if f(next, scratch, nil) <= at-float64(1e-4*size*slope)+1e-14*math.Abs(at) {
				break
			}
		}
		moved := 0.0
		for j := range w {
			moved = max(moved, math.Abs(next[j]-w[j]))
		}
		copy(w, next)
		if moved < 1e-10 {
			break
		}
	}
	return w
}

// square returns a matrix of n rows and columns.
func square(n int) [][]float64 {
	m, all := make([][]float64, n), make([]float64, n*n)
	for i := range m {
		m[i] = all[i*n : (i+1)*n]
	}
	return m
}

func clearAll(m [][]float64) {
	for _, row := range m {
		clear(row)
	}
}

// solve returns x with h·x = b, for a positive definite h of which the upper
// triangle is given, by Cholesky's factors h = uᵀu.
func solve(h [][]float64, b []float64) []float64 {
	n := len(b)
	u := square(n)
	for i := range n {
		for j := i; j < n; j++ {
			sum := h[i][j]
			for k := range i {
				sum -= float64(u[k][i] * u[k][j])
			}
			if i == j {
				u[i][i] = math.Sqrt(max(sum, 1e-300))
			} else {
				u[i][j] = sum / u[i][i]
			}
		}
	}
	x := slices.Clone(b)
	for i := range n {
		for k := range i {
			x[i] -= float64(u[k][i] * x[k])
		}
		x[i] /= u[i][i]
	}
	for i := n - 1; i >= 0; i-- {
		for k := i + 1; k < n; k++ {
			x[i] -= float64(u[i][k] * x[k])
		}
		x[i] /= u[i][i]
	}
	return x
}

// addOuter adds a·x·xᵀ to the upper triangle of h.
func addOuter(h [][]float64, a float64, x []float64) {
	for i, xi := range x {
		if xi == 0 {
			continue
		}
		row, f := h[i], a*xi
		for j := i; j < len(x); j++ {
			row[j] += float64(f * x[j])
		}
	}
}

// dot is the inner product. Here and elsewhere products are converted before
// they are added, which forbids machines to fuse the two (Go specification,
// "Floating-point operators"), so that all round alike.
func dot(a, b []float64) float64 {
	sum := 0.0
	for i := range a {
		sum += float64(a[i] * b[i])
	}
	return sum
}
