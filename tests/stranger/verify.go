// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// verify KEYFILE FOLDER [OLDER]: checks a log in files as Go's own libraries see it: the note and its signature, every tile
// and entry against the root, proofs of inclusion (the library's over these tiles, and the receipts that were written
// with them), and, where OLDER is the folder of a smaller one, that the log begins with it.
// verify make FOLDER SIZE...: writes such logs itself, for our program to check.
package main

import (
	"bytes"
	"crypto/rand"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8

type checkpoint struct {
	origin string
	tree   tlog.Tree
}

// The library's ParseTree wants a header of Go's own database, so the three lines are read here.
func parseCheckpoint(text string) (checkpoint, error) {
	lines := strings.SplitN(text, "\n", 4)
	if len(lines) < 4 || lines[0] == "" {
		return checkpoint{}, errors.New("checkpoint: fewer than three lines")
	}
	n, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || strconv.FormatInt(n, 10) != lines[1] || n < 0 {
		return checkpoint{}, fmt.Errorf("checkpoint: size %q", lines[1])
	}
	hash, err := parseHash(lines[2])
	return checkpoint{lines[0], tlog.Tree{N: n, Hash: hash}}, err
}

func parseHash(line string) (hash tlog.Hash, err error) {
	decoded, err := base64.StdEncoding.Strict().DecodeString(line)
	if err == nil && len(decoded) != tlog.HashSize {
		err = fmt.Errorf("%q is no hash", line)
	}
	copy(hash[:], decoded)
	return hash, err
}

func parseHashes(text string) (hashes []tlog.Hash, err error) {
	for _, line := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		if line == "" {
			continue
		}
		hash, err := parseHash(line)
		if err != nil {
			return nil, err
		}
		hashes = append(hashes, hash)
	}
	return hashes, nil
}

// The library's paths carry the height of the tiles, which tlog-tiles fixes.
func pathOf(tile tlog.Tile) string {
	return strings.Replace(tile.Path(), fmt.Sprintf("tile/%d/", tile.H), "tile/", 1)
}

// The tiles of a tree of this size. The library lists a partial tile in each width that it has had.
func tilesOf(size int64) (tiles []tlog.Tile) {
	for _, tile := range tlog.NewTiles(height, 0, size) {
		if tile.W == 1<<height || int64(tile.W) == size>>(height*tile.L)%(1<<height) {
			tiles = append(tiles, tile)
		}
	}
	return tiles
}

type files string

func (f files) Height() int                             { return height }
func (f files) SaveTiles(tiles []tlog.Tile, _ [][]byte) {}
func (f files) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range tiles {
		data, err := os.ReadFile(filepath.Join(string(f), pathOf(tile)))
		if err != nil {
			return nil, err
		}
		all = append(all, data)
	}
	return all, nil
}

func (f files) open(verifier note.Verifier) (checkpoint, error) {
	signed, err := os.ReadFile(filepath.Join(string(f), "checkpoint"))
	if err != nil {
		return checkpoint{}, err
	}
	return openNote(signed, verifier)
}

func openNote(signed []byte, verifier note.Verifier) (checkpoint, error) {
	opened, err := note.Open(signed, note.VerifierList(verifier))
	if err != nil {
		return checkpoint{}, err
	}
	found, err := parseCheckpoint(opened.Text)
	if err == nil && found.origin != verifier.Name() {
		err = fmt.Errorf("checkpoint of %q", found.origin)
	}
	return found, err
}

func (f files) entries(size int64) ([][]byte, error) {
	var all [][]byte
	for n := int64(0); n*256 < size; n++ {
		width := size - n*256
		if width > 256 {
			width = 256
		}
		tile := tlog.Tile{H: height, L: 0, N: n, W: int(width)}
		name := strings.Replace(pathOf(tile), "tile/0/", "tile/entries/", 1)
		data, err := os.ReadFile(filepath.Join(string(f), name))
		if err != nil {
			return nil, err
		}
		for i := int64(0); i < width; i++ {
			if len(data) < 2 || len(data)-2 < int(binary.BigEndian.Uint16(data)) {
				return nil, fmt.Errorf("%s: ends within an entry", name)
			}
			length := int(binary.BigEndian.Uint16(data))
			all = append(all, data[2:2+length])
			data = data[2+length:]
		}
		if len(data) != 0 {
			return nil, fmt.Errorf("%s: bytes behind its entries", name)
		}
	}
	return all, nil
}

type stored []tlog.Hash

func (s stored) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	var out []tlog.Hash
	for _, i := range indexes {
		out = append(out, s[i])
	}
	return out, nil
}

func grow(entries [][]byte) (stored, error) {
	var all stored
	for i, entry := range entries {
		hashes, err := tlog.StoredHashes(int64(i), entry, all)
		if err != nil {
			return nil, err
		}
		all = append(all, hashes...)
	}
	return all, nil
}

func (f files) checkReceipts(verifier note.Verifier) (int, error) {
	receipts, _ := filepath.Glob(filepath.Join(string(f), "proof", "*"))
	for _, name := range receipts {
		data, err := os.ReadFile(name)
		if err != nil {
			return 0, err
		}
		head, rest, _ := strings.Cut(string(data), "\n\n")
		lines := strings.SplitN(head, "\n", 4)
		if len(lines) < 3 || lines[0] != "c2sp.org/tlog-proof@v1" {
			return 0, fmt.Errorf("%s: is no receipt", name)
		}
		entry, err := base64.StdEncoding.Strict().DecodeString(strings.TrimPrefix(lines[1], "extra "))
		if err != nil {
			return 0, err
		}
		index, err := strconv.ParseInt(strings.TrimPrefix(lines[2], "index "), 10, 64)
		if err != nil {
			return 0, err
		}
		var proof tlog.RecordProof
		if len(lines) == 4 {
			if proof, err = parseHashes(lines[3]); err != nil {
				return 0, err
			}
		}
		found, err := openNote([]byte(rest), verifier)
		if err != nil {
			return 0, err
		}
		if err := tlog.CheckRecord(proof, found.tree.N, found.tree.Hash, index, tlog.RecordHash(entry)); err != nil {
			return 0, fmt.Errorf("%s: %v", name, err)
		}
	}
	return len(receipts), nil
}

func check(keyFile, folder, older string) error {
	key, err := os.ReadFile(keyFile)
	if err != nil {
		return err
	}
	verifier, err := note.NewVerifier(strings.TrimSpace(string(key)))
	if err != nil {
		return err
	}
	log := files(folder)
	found, err := log.open(verifier)
	if err != nil {
		return err
	}
	tree := found.tree
	entries, err := log.entries(tree.N)
	if err != nil {
		return err
	}
	hashes, err := grow(entries)
	if err != nil {
		return err
	}
	root, err := tlog.TreeHash(tree.N, hashes)
	if err != nil || (tree.N > 0 && root != tree.Hash) {
		return fmt.Errorf("the root is not that of the entries (%v)", err)
	}
	// Each tile byte by byte: the library's reader asks only for those that a proof needs.
	for _, tile := range tilesOf(tree.N) {
		want, err := tlog.ReadTileData(tile, hashes)
		if err != nil {
			return err
		}
		got, err := os.ReadFile(filepath.Join(folder, pathOf(tile)))
		if err != nil || !bytes.Equal(got, want) {
			return fmt.Errorf("%s: other hashes (%v)", pathOf(tile), err)
		}
	}
	inTiles := tlog.TileHashReader(tree, log)
	for _, index := range []int64{0, 1, 255, 256, tree.N / 2, tree.N - 1} {
		if index < 0 || index >= tree.N {
			continue
		}
		proof, err := tlog.ProveRecord(tree.N, index, inTiles)
		if err != nil {
			return err
		}
		if err := tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(entries[index])); err != nil {
			return err
		}
	}
	receipts, err := log.checkReceipts(verifier)
	if err != nil {
		return err
	}
	grown := ""
	if older != "" {
		before, err := files(older).open(verifier)
		if err != nil {
			return err
		}
		// The library proves nothing of an empty tree, with which each begins.
		if before.tree.N > 0 {
			proof, err := tlog.ProveTree(tree.N, before.tree.N, inTiles)
			if err != nil {
				return err
			}
			if err := tlog.CheckTree(proof, tree.N, tree.Hash, before.tree.N, before.tree.Hash); err != nil {
				return err
			}
			written, err := os.ReadFile(filepath.Join(folder, "from", strconv.FormatInt(before.tree.N, 10)))
			if err != nil {
				return err
			}
			ours, err := parseHashes(string(written))
			if err != nil {
				return err
			}
			if err := tlog.CheckTree(ours, tree.N, tree.Hash, before.tree.N, before.tree.Hash); err != nil {
				return fmt.Errorf("the proof that was written: %v", err)
			}
		}
		grown = fmt.Sprintf(", begins with the first %d", before.tree.N)
	}
	fmt.Printf("%d entries, %d receipts%s\n", tree.N, receipts, grown)
	return nil
}

func put(file string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	return os.WriteFile(file, data, 0o644)
}

func writeLogs(folder string, sizes []string) error {
	secret, public, err := note.GenerateKey(rand.Reader, "go.example/log")
	if err != nil {
		return err
	}
	signer, err := note.NewSigner(secret)
	if err != nil {
		return err
	}
	if err := put(filepath.Join(folder, "key"), []byte(public+"\n")); err != nil {
		return err
	}
	for _, text := range sizes {
		size, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return err
		}
		var entries [][]byte
		for i := int64(0); i < size; i++ {
			entries = append(entries, []byte(fmt.Sprintf("entry of Go %d", i)))
		}
		hashes, err := grow(entries)
		if err != nil {
			return err
		}
		root, err := tlog.TreeHash(size, hashes)
		if err != nil {
			return err
		}
		at := filepath.Join(folder, text)
		for _, tile := range tilesOf(size) {
			data, err := tlog.ReadTileData(tile, hashes)
			if err != nil {
				return err
			}
			if err := put(filepath.Join(at, pathOf(tile)), data); err != nil {
				return err
			}
			if tile.L != 0 {
				continue
			}
			var bundle []byte
			for _, entry := range entries[tile.N*256 : tile.N*256+int64(tile.W)] {
				bundle = binary.BigEndian.AppendUint16(bundle, uint16(len(entry)))
				bundle = append(bundle, entry...)
			}
			if err := put(filepath.Join(at, strings.Replace(pathOf(tile), "tile/0/", "tile/entries/", 1)), bundle); err != nil {
				return err
			}
		}
		signed, err := note.Sign(&note.Note{Text: fmt.Sprintf("go.example/log\n%d\n%v\n", size, root)}, signer)
		if err != nil {
			return err
		}
		if err := put(filepath.Join(at, "checkpoint"), signed); err != nil {
			return err
		}
	}
	return nil
}

func main() {
	arguments := append(os.Args[1:], "", "", "")
	var err error
	if arguments[0] == "make" {
		err = writeLogs(arguments[1], os.Args[3:])
	} else {
		err = check(arguments[0], arguments[1], arguments[2])
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
