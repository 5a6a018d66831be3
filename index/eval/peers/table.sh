#!/bin/sh
# Writes ../testdata/golden/peers.txt: every peer and cleannet on the same files.
#
#	./table.sh DIR [KEPT]
#
# DIR has the sets as folders in BEIR layout. The sets that weights are fitted on
# are ranked by folds of articles, the others by the weights of all folds. KEPT is
# a folder in which peers --out has kept the engines' runs on the same sets.
set -eu
sets=$(cd "$1" && pwd)
kept=${2:+--kept $(cd "$2" && pwd)}
cd "$(dirname "$0")"
runs=$(mktemp -d)
trap 'rm -rf "$runs"' EXIT
(cd ../../.. && go run ./cmd/cleannet-train -sets "$sets" -folds 2 -runs "$runs" >&2)
list=
for set in squad11dev squad2dev newwiki scifact trecqa wikiqa cisi xquad-en xquad-de xquad-es; do
	list="$list $sets/$set"
done
table=$(go run . $kept --run "$runs" $list)
{
	echo "# cleannet and its peers on the same files, $(date -u +%Y-%m-%d), $(go env GOVERSION)."
	echo "# squad11dev, squad2dev, newwiki, scifact: cleannet by two folds of articles, fitted"
	echo "# on every query of the other fold; the others: never fitted on. Reproduce with"
	echo "#   index/eval/peers/table.sh DIR"
	echo
	echo "$table"
} >../testdata/golden/peers.txt
