// A log read by an implementation that is not ours: golang.org/x/mod/sumdb, as Debian packages it.
//
//	sumdb read BASE LOG-VKEY [WITNESS-VKEY]   a log at http://… or in a folder
//	sumdb make FOLDER SIZE OLD-SIZE           a log of its own, for our witness
//	sumdb ask URL FOLDER WITNESS-VKEY         shows that log to a witness (c2sp.org/tlog-witness)
//
// What read checks: the checkpoint's signature and, with a witness, its cosignature; every tile of
// every level that the tree's root needs (TileHashReader authenticates them against the root); that
// every entry of every bundle stands in its place; and the tlog-proofs in the folder's proofs/.
package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8
const origin = "sumdb.example/log"

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "sumdb:", err)
		os.Exit(1)
	}
}

func must(holds bool, format string, arguments ...interface{}) {
	if !holds {
		check(fmt.Errorf(format, arguments...))
	}
}

// --- reading ---

type source string

func (base source) read(path string) ([]byte, error) {
	if !strings.HasPrefix(string(base), "http://") {
		return os.ReadFile(filepath.Join(string(base), path))
	}
	answer, err := http.Get(string(base) + "/" + path)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	if answer.StatusCode != 200 {
		return nil, fmt.Errorf("%s: %s", path, answer.Status)
	}
	return io.ReadAll(answer.Body)
}

// The package's paths name the height and call bundles data; the specification's do not.
func path(tile tlog.Tile) string {
	parts := strings.SplitN(tile.Path(), "/", 4)
	level := parts[2]
	if level == "data" {
		level = "entries"
	}
	return "tile/" + level + "/" + parts[3]
}

type tiles struct {
	from source
	read int
}

func (t *tiles) Height() int                                { return height }
func (t *tiles) SaveTiles(asked []tlog.Tile, data [][]byte) {}
func (t *tiles) ReadTiles(asked []tlog.Tile) ([][]byte, error) {
	var out [][]byte
	for _, tile := range asked {
		data, err := t.from.read(path(tile))
		if err != nil {
			return nil, err
		}
		t.read++
		out = append(out, data)
	}
	return out, nil
}

// A witness' cosignature (c2sp.org/tlog-cosignature), which the package does not know.
type witness struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func (w witness) Name() string    { return w.name }
func (w witness) KeyHash() uint32 { return w.hash }
func (w witness) Verify(text, signature []byte) bool {
	if len(signature) != 8+ed25519.SignatureSize {
		return false
	}
	head := fmt.Sprintf("cosignature/v1\ntime %d\n", binary.BigEndian.Uint64(signature))
	return ed25519.Verify(w.key, append([]byte(head), text...), signature[8:])
}

func witnessOf(vkey string) witness {
	parts := strings.SplitN(vkey, "+", 3)
	must(len(parts) == 3, "not a verifier key")
	key, err := base64.StdEncoding.DecodeString(parts[2])
	check(err)
	must(len(key) == 1+ed25519.PublicKeySize && key[0] == 0x04, "not a witness' key")
	id := sha256.Sum256(append([]byte(parts[0]+"\n"), key...))
	hash := binary.BigEndian.Uint32(id[:])
	must(fmt.Sprintf("%08x", hash) == parts[1], "not the key's id")
	return witness{parts[0], hash, key[1:]}
}

func parse(text string) tlog.Tree {
	lines := strings.Split(text, "\n")
	must(len(lines) >= 4, "not a checkpoint")
	size, err := strconv.ParseInt(lines[1], 10, 64)
	check(err)
	hash, err := tlog.ParseHash(lines[2])
	check(err)
	return tlog.Tree{N: size, Hash: hash}
}

func readLog(base source, log note.Verifier, cosigner []note.Verifier) {
	signed, err := base.read("checkpoint")
	check(err)
	known := note.VerifierList(append([]note.Verifier{log}, cosigner...)...)
	opened, err := note.Open(signed, known)
	check(err)
	must(len(opened.Sigs) == 1+len(cosigner), "%d signatures by known keys", len(opened.Sigs))
	tree := parse(opened.Text)
	must(strings.HasPrefix(opened.Text, log.Name()+"\n"), "another origin")

	reader := &tiles{from: base}
	hashes := tlog.TileHashReader(tree, reader)
	for index := int64(0); index < tree.N; {
		width := tree.N - index
		if width > 1<<height {
			width = 1 << height
		}
		bundle, err := base.read(path(tlog.Tile{H: height, L: -1, N: index >> height, W: int(width)}))
		check(err)
		var places []int64
		for i := int64(0); i < width; i++ {
			places = append(places, tlog.StoredHashIndex(0, index+i))
		}
		leaves, err := hashes.ReadHashes(places)
		check(err)
		for i := int64(0); i < width; i++ {
			must(len(bundle) >= 2, "the bundle ends before entry %d", index+i)
			size := int(binary.BigEndian.Uint16(bundle))
			must(len(bundle) >= 2+size, "entry %d is cut", index+i)
			must(tlog.RecordHash(bundle[2:2+size]) == leaves[i], "entry %d is another", index+i)
			bundle = bundle[2+size:]
		}
		must(len(bundle) == 0, "the bundle goes on behind entry %d", index+width-1)
		index += width
	}
	root, err := tlog.TreeHash(tree.N, hashes)
	check(err)
	must(root == tree.Hash, "another root")
	proofs := readProofs(base, known, hashes)
	fmt.Printf("%d entries, %d tiles, %d proofs, %d signatures\n", tree.N, reader.read, proofs,
		len(opened.Sigs))
}

// proofs/N: a tlog-proof of entry N (c2sp.org/tlog-proof).
func readProofs(base source, known note.Verifiers, hashes tlog.HashReader) int {
	files, _ := filepath.Glob(filepath.Join(string(base), "proofs", "*"))
	for _, file := range files {
		text, err := os.ReadFile(file)
		check(err)
		parts := bytes.SplitN(text, []byte("\n\n"), 2)
		must(len(parts) == 2, "not a proof")
		lines := strings.Split(string(parts[0]), "\n")
		must(len(lines) >= 2 && lines[0] == "c2sp.org/tlog-proof@v1", "not a proof")
		must(lines[1] == "index "+filepath.Base(file), "another index")
		index, err := strconv.ParseInt(filepath.Base(file), 10, 64)
		check(err)
		var proof tlog.RecordProof
		for _, line := range lines[2:] {
			hash, err := tlog.ParseHash(line)
			check(err)
			proof = append(proof, hash)
		}
		opened, err := note.Open(parts[1], known)
		check(err)
		tree := parse(opened.Text)
		leaf, err := hashes.ReadHashes([]int64{tlog.StoredHashIndex(0, index)})
		check(err)
		check(tlog.CheckRecord(proof, tree.N, tree.Hash, index, leaf[0]))
	}
	return len(files)
}

// --- making ---

type memory []tlog.Hash

func (m memory) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	var out []tlog.Hash
	for _, index := range indexes {
		out = append(out, m[index])
	}
	return out, nil
}

// FOLDER/vkey, and two requests for a witness: FOLDER/first from nothing, FOLDER/second from there.
// FOLDER/proofs/N: tlog-proofs of some entries under the larger checkpoint.
func makeLog(folder string, size, old int64) {
	secret, vkey, err := note.GenerateKey(rand.Reader, origin)
	check(err)
	signer, err := note.NewSigner(secret)
	check(err)
	var stored memory
	for i := int64(0); i < size; i++ {
		hashes, err := tlog.StoredHashes(i, []byte(fmt.Sprintf("entry %d", i)), stored)
		check(err)
		stored = append(stored, hashes...)
	}
	checkpoint := func(n int64) string {
		root, err := tlog.TreeHash(n, stored)
		check(err)
		text := fmt.Sprintf("%s\n%d\n%s\n", origin, n, root)
		signed, err := note.Sign(&note.Note{Text: text}, signer)
		check(err)
		return string(signed)
	}
	write := func(name, text string) {
		check(os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600))
	}
	write("vkey", vkey)
	write("first", "old 0\n\n"+checkpoint(old))
	proof, err := tlog.ProveTree(size, old, stored)
	check(err)
	second := fmt.Sprintf("old %d\n", old)
	for _, hash := range proof {
		second += hash.String() + "\n"
	}
	write("second", second+"\n"+checkpoint(size))
	check(os.Mkdir(filepath.Join(folder, "proofs"), 0o700))
	for _, index := range []int64{0, old, size - 1} {
		path, err := tlog.ProveRecord(size, index, stored)
		check(err)
		text := fmt.Sprintf("c2sp.org/tlog-proof@v1\nindex %d\n", index)
		for _, hash := range path {
			text += hash.String() + "\n"
		}
		write(fmt.Sprintf("proofs/%d", index), text+"\n"+checkpoint(size))
	}
}

// --- asking a witness ---

// Sends FOLDER's two requests to a witness and checks its cosignatures; then the first again, which
// it must refuse, naming the size that it has seen.
func askWitness(url, folder, vkey string) {
	text, err := os.ReadFile(filepath.Join(folder, "vkey"))
	check(err)
	log, err := note.NewVerifier(string(text))
	check(err)
	known := note.VerifierList(log, witnessOf(vkey))
	send := func(name string) (int, string, string, string) {
		body, err := os.ReadFile(filepath.Join(folder, name))
		check(err)
		answer, err := http.Post(url+"/add-checkpoint", "text/plain", bytes.NewReader(body))
		check(err)
		defer answer.Body.Close()
		said, err := io.ReadAll(answer.Body)
		check(err)
		parts := strings.SplitN(string(body), "\n\n", 2)
		return answer.StatusCode, answer.Header.Get("Content-Type"), string(said), parts[1]
	}
	for _, name := range []string{"first", "second"} {
		status, _, line, checkpoint := send(name)
		must(status == 200, "%s: %d %s", name, status, line)
		opened, err := note.Open([]byte(checkpoint+line), known)
		check(err)
		must(len(opened.Sigs) == 2, "%d signatures", len(opened.Sigs))
	}
	status, kind, said, _ := send("first")
	must(status == 409 && kind == "text/x.tlog.size", "again: %d %s", status, kind)
	fmt.Print("cosigned; the witness has seen ", said)
}

func main() {
	if len(os.Args) == 5 && os.Args[1] == "ask" {
		askWitness(os.Args[2], os.Args[3], os.Args[4])
		return
	}
	if len(os.Args) >= 4 && os.Args[1] == "read" {
		log, err := note.NewVerifier(os.Args[3])
		check(err)
		var cosigner []note.Verifier
		if len(os.Args) > 4 {
			cosigner = append(cosigner, witnessOf(os.Args[4]))
		}
		readLog(source(os.Args[2]), log, cosigner)
		return
	}
	must(len(os.Args) == 5 && os.Args[1] == "make", "read BASE VKEY [WITNESS] | make FOLDER SIZE OLD | ask URL FOLDER WITNESS")
	size, err := strconv.ParseInt(os.Args[3], 10, 64)
	check(err)
	old, err := strconv.ParseInt(os.Args[4], 10, 64)
	check(err)
	makeLog(os.Args[2], size, old)
}
