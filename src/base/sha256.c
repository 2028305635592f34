#include "base/sha256.h"

#include <string.h>

static const uint32_t k[64] = {
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
  0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
  0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
  0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
  0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
  0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
  0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

static uint32_t rotr(uint32_t x, int n)
{
  return x >> n | x << (32 - n);
}

static uint32_t load32(const unsigned char *p)
{
  return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static void store32(unsigned char *p, uint32_t x)
{
  for (int i = 0; i < 4; i++)
    p[i] = (unsigned char)(x >> (24 - 8 * i));
}

/* FIPS 180-4 section 6.2.2; v[0..7] are its a to h. */
static void compress(uint32_t h[8], const unsigned char block[64])
{
  uint32_t w[64], v[8];

  for (int t = 0; t < 16; t++)
    w[t] = load32(block + 4 * t);
  for (int t = 16; t < 64; t++) {
    uint32_t s0 = rotr(w[t - 15], 7) ^ rotr(w[t - 15], 18) ^ w[t - 15] >> 3;
    uint32_t s1 = rotr(w[t - 2], 17) ^ rotr(w[t - 2], 19) ^ w[t - 2] >> 10;

    w[t] = s1 + w[t - 7] + s0 + w[t - 16];
  }
  memcpy(v, h, sizeof(v));
  for (int t = 0; t < 64; t++) {
    uint32_t sum1 = rotr(v[4], 6) ^ rotr(v[4], 11) ^ rotr(v[4], 25);
    uint32_t choose = (v[4] & v[5]) ^ (~v[4] & v[6]);
    uint32_t t1 = v[7] + sum1 + choose + k[t] + w[t];
    uint32_t sum0 = rotr(v[0], 2) ^ rotr(v[0], 13) ^ rotr(v[0], 22);
    uint32_t majority = (v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]);

    memmove(v + 1, v, 7 * sizeof(v[0]));
    v[4] += t1;
    v[0] = t1 + sum0 + majority;
  }
  for (int i = 0; i < 8; i++)
    h[i] += v[i];
}

void sha256_init(struct sha256 *s)
{
  *s = (struct sha256){
    .h = { 0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19 },
  };
}

void sha256_add(struct sha256 *s, const void *p, size_t n)
{
  const unsigned char *from = p;

  s->total += n;
  while (n > 0) {
    size_t part = sizeof(s->block) - s->used;

    if (s->used == 0 && n >= sizeof(s->block)) {
      compress(s->h, from);
      part = sizeof(s->block);
    } else {
      if (part > n)
        part = n;
      memcpy(s->block + s->used, from, part);
      s->used += part;
      if (s->used == sizeof(s->block)) {
        compress(s->h, s->block);
        s->used = 0;
      }
    }
    from += part;
    n -= part;
  }
}

void sha256_done(struct sha256 *s, unsigned char out[SHA256_BYTES])
{
  static const unsigned char pad[64] = { 0x80 };
  uint64_t bits = s->total * 8;
  unsigned char length[8];

  sha256_add(s, pad, 1 + (119 - s->used) % 64);
  store32(length, (uint32_t)(bits >> 32));
  store32(length + 4, (uint32_t)bits);
  sha256_add(s, length, sizeof(length));
  for (int i = 0; i < 8; i++)
    store32(out + 4 * i, s->h[i]);
}

void sha256_hex(const unsigned char digest[SHA256_BYTES], char out[SHA256_HEX])
{
  static const char hex[] = "0123456789abcdef";

  for (int i = 0; i < SHA256_BYTES; i++) {
    out[2 * i] = hex[digest[i] >> 4];
    out[2 * i + 1] = hex[digest[i] & 15];
  }
  out[SHA256_HEX - 1] = '\0';
}
