package pdf

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/md5"
	"crypto/rc4"
	"crypto/sha256"
	"crypto/sha512"
	"slices"
)

// The ways to encrypt strings and streams.
const (
	cipherNone = iota
	cipherRC4
	cipherAES128
	cipherAES256
)

// crypt is the standard security handler, opened with the empty user password (7.6; revision 6: ISO 32000-2).
type crypt struct {
	key           []byte
	stringWay     int
	streamWay     int
	filters       map[name]int
	plainMetadata bool
	encryptDict   ref
}

var passwordPad = []byte("\x28\xbf\x4e\x5e\x4e\x75\x8a\x41\x64\x00\x4e\x56\xff\xfa\x01\x08\x2e\x2e\x00\xb6\xd0\x68\x3e\x80\x2f\x0c\xa9\xfe\x64\x53\x69\x7a")

// decrypt sets up the security handler, if the file has one.
func (f *file) decrypt() error {
	if f.trailer.get("Encrypt") == nil {
		return nil
	}
	e := f.dict(f.trailer.get("Encrypt"))
	if e == nil {
		return nil
	}
	if f.name(e.get("Filter")) != "Standard" && e.get("Filter") != nil {
		return errCipher
	}
	c := &crypt{filters: map[name]int{"Identity": cipherNone}}
	c.encryptDict, _ = f.trailer.get("Encrypt").(ref)
	v, r := f.int(e.get("V"), 0), f.int(e.get("R"), 2)
	bits := f.int(e.get("Length"), 40)
	if bits < 40 { // some write bytes
		bits *= 8
	}
	switch v {
	case 1:
		bits = 40
		c.stringWay, c.streamWay = cipherRC4, cipherRC4
	case 2, 3:
		c.stringWay, c.streamWay = cipherRC4, cipherRC4
	case 4, 5, 6:
		for _, p := range f.dict(e.get("CF")) {
			k, cf := p.key, f.dict(p.value)
			switch f.name(cf.get("CFM")) {
			case "V2":
				c.filters[k] = cipherRC4
			case "AESV2":
				c.filters[k] = cipherAES128
			case "AESV3":
				c.filters[k] = cipherAES256
			default:
				c.filters[k] = cipherNone
			}
		}
		if v == 4 {
			bits = 128
		}
		c.stringWay, c.streamWay = c.filters[f.name(e.get("StrF"))], c.filters[f.name(e.get("StmF"))]
	default:
		return errCipher
	}
	if b, ok := f.resolve(e.get("EncryptMetadata")).(bool); ok {
		c.plainMetadata = !b
	}
	o, u := []byte(f.str(e.get("O"))), []byte(f.str(e.get("U")))
	var ok bool
	if r >= 5 {
		ok = c.open256(u, []byte(f.str(e.get("UE"))), r)
	} else {
		var id []byte
		if ids := f.array(f.trailer.get("ID")); len(ids) > 0 {
			id = []byte(f.str(ids[0]))
		}
		p, _ := f.number(e.get("P"))
		ok = c.openMD5(o, u, id, uint32(int64(p)), r, min(max(bits/8, 5), 16))
	}
	if !ok {
		return errPassword
	}
	f.crypt = c
	return nil
}

// openMD5 derives the key of revisions 2 to 4 and checks it against U.
func (c *crypt) openMD5(o, u, id []byte, p uint32, r, n int) bool {
	if len(o) < 32 || len(u) < 16 {
		return false
	}
	if r == 2 {
		n = 5
	}
	h := md5.New()
	h.Write(passwordPad)
	h.Write(o[:32])
	h.Write([]byte{byte(p), byte(p >> 8), byte(p >> 16), byte(p >> 24)})
	h.Write(id)
	if r >= 4 && c.plainMetadata {
		h.Write([]byte{255, 255, 255, 255})
	}
	key := h.Sum(nil)
	if r >= 3 {
		for range 50 {
			sum := md5.Sum(key[:n])
			copy(key, sum[:])
		}
	}
	c.key = key[:n]
	if r == 2 {
		x := slices.Clone(passwordPad)
		crypt4(c.key, x)
		return bytes.Equal(x, u[:min(32, len(u))])
	}
	sum := md5.Sum(append(slices.Clone(passwordPad), id...))
	x := sum[:]
	k := make([]byte, n)
	for i := range 20 {
		for j := range k {
			k[j] = c.key[j] ^ byte(i)
		}
		crypt4(k, x)
	}
	return bytes.Equal(x, u[:16])
}

func crypt4(key, data []byte) {
	if s, err := rc4.NewCipher(key); err == nil {
		s.XORKeyStream(data, data)
	}
}

// open256 derives the key of revisions 5 and 6 and checks the empty password.
func (c *crypt) open256(u, ue []byte, r int) bool {
	if len(u) < 48 || len(ue) < 32 {
		return false
	}
	hash := func(salt []byte) []byte {
		sum := sha256.Sum256(salt)
		if r == 5 {
			return sum[:]
		}
		return hardened(sum[:])
	}
	if !bytes.Equal(hash(u[32:40]), u[:32]) {
		return false
	}
	block, err := aes.NewCipher(hash(u[40:48]))
	if err != nil {
		return false
	}
	c.key = make([]byte, 32)
	cipher.NewCBCDecrypter(block, make([]byte, 16)).CryptBlocks(c.key, ue[:32])
	return true
}

// hardened is algorithm 2.B of ISO 32000-2 for the empty user password.
func hardened(k []byte) []byte {
	for i := 0; ; i++ {
		k1 := bytes.Repeat(k, 64)
		block, err := aes.NewCipher(k[:16])
		if err != nil {
			return k
		}
		cipher.NewCBCEncrypter(block, k[16:32]).CryptBlocks(k1, k1)
		mod := 0
		for _, b := range k1[:16] {
			mod += int(b)
		}
		switch mod % 3 {
		case 0:
			sum := sha256.Sum256(k1)
			k = sum[:]
		case 1:
			sum := sha512.Sum384(k1)
			k = sum[:]
		case 2:
			sum := sha512.Sum512(k1)
			k = sum[:]
		}
		if i >= 63 && int(k1[len(k1)-1]) <= i-31 {
			return k[:32]
		}
	}
}

// apply decrypts bytes that belong to the object id; it never writes into data.
func (c *crypt) apply(way int, id ref, data []byte) []byte {
	if way == cipherNone {
		return data
	}
	key := c.key
	if way != cipherAES256 {
		h := md5.New()
		h.Write(c.key)
		h.Write([]byte{byte(id.num), byte(id.num >> 8), byte(id.num >> 16), byte(id.gen), byte(id.gen >> 8)})
		if way == cipherAES128 {
			h.Write([]byte("sAlT"))
		}
		key = h.Sum(nil)[:min(len(c.key)+5, 16)]
	}
	if way == cipherRC4 {
		out := slices.Clone(data)
		crypt4(key, out)
		return out
	}
	if len(data) < 32 {
		return nil
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil
	}
	body := data[16:]
	out := make([]byte, len(body)/16*16)
	cipher.NewCBCDecrypter(block, data[:16]).CryptBlocks(out, body[:len(out)])
	if n := len(out); n > 0 && out[n-1] >= 1 && out[n-1] <= 16 {
		out = out[:n-int(out[n-1])]
	}
	return out
}

// strings decrypts the strings of an object in place and gives it back.
func (c *crypt) strings(o object, id ref) object {
	if id == c.encryptDict && id != (ref{}) {
		return o
	}
	switch v := o.(type) {
	case string:
		return string(c.apply(c.stringWay, id, []byte(v)))
	case array:
		for i := range v {
			v[i] = c.strings(v[i], id)
		}
	case dict:
		for i := range v {
			v[i].value = c.strings(v[i].value, id)
		}
	case *stream:
		c.strings(v.dict, id)
	}
	return o
}

func (c *crypt) stream(f *file, s *stream, filters, params array, data []byte) []byte {
	way := c.streamWay
	switch f.name(s.dict.get("Type")) {
	case "XRef":
		return data
	case "Metadata":
		if c.plainMetadata {
			return data
		}
	}
	if len(filters) > 0 && f.name(filters[0]) == "Crypt" {
		n := name("Identity")
		if len(params) > 0 {
			if v := f.name(f.dict(params[0]).get("Name")); v != "" {
				n = v
			}
		}
		way = c.filters[n]
	}
	return c.apply(way, s.id, data)
}
