#!/usr/bin/env bash
# Seals a meeting with OpenSSL 3 and bash alone, to show that the format hides nothing: docs/envelope.md, line by line. Not for earnest:
# it checks nothing, and OpenSSL takes keys as arguments, which every user of this machine can list.
#
#   docs/examples/seal-with-openssl.sh https://invitations.example.org < meeting.json
#
# prints {"sealed": …, "link": …}.
set -euo pipefail

hex() { od -An -v -tx1 | tr -d ' \n'; }
bytes() { printf "$(sed 's/../\\x&/g' <<< "$1")"; }
b64() { bytes "$1" | openssl base64 -A | tr '+/' '-_' | tr -d '='; }
lp() { printf '%08x%s' $((${#1} / 2)) "$1"; }
hkdf() { openssl kdf -binary -keylen "$1" -kdfopt digest:SHA256 -kdfopt hexkey:"$2" -kdfopt hexinfo:"$3" HKDF | hex; }
sha256() { bytes "$1" | openssl dgst -sha256 -binary | hex; }
gmac() { openssl mac -binary -cipher AES-256-GCM -macopt hexkey:"$key" -macopt hexiv:"$nonce" -in "$1" GMAC | hex; }
zeros() { gmac <(head -c "$1" /dev/zero); }
xor() { printf '%016x%016x' $((0x${1:0:16} ^ 0x${2:0:16})) $((0x${1:16} ^ 0x${2:16})); }

# In GCM's field, by x^64: 64 times by x, which shifts to the right and folds what falls out (NIST SP 800-38D §6.3).
times_x64() {
  local high=$((0x${1:0:16})) low=$((0x${1:16})) out i
  for ((i = 0; i < 64; i++)); do
    out=$((low & 1))
    low=$((low >> 1 & 0x7fffffffffffffff | (high & 1) << 63))
    high=$((high >> 1 & 0x7fffffffffffffff))
    ((out == 0)) || high=$((high ^ 0xe100000000000000))
  done
  printf '%016x%016x' "$high" "$low"
}

id=$(openssl rand -hex 16) secret=$(openssl rand -hex 32) share=$(openssl rand -hex 32) nonce=$(openssl rand -hex 12)
access=$(hkdf 32 "$secret" "$(printf 'sluis/1 access' | hex)")
keys=$(hkdf 96 "$(lp "$secret")$(lp "$share")" "$(printf 'sluis/1 content' | hex)$(lp "$id")")
key=${keys:0:64} commitment=${keys:64:64} ack=${keys:128}

padded=$(lp "$(hex)")
while ((${#padded} % 2048)); do padded+=00; done

# `openssl enc` has no GCM, but both its halves: counter mode, from block 2 on, and GMAC, which is GCM's tag of data that is not encrypted.
# GCM's tag and GMAC(data, ciphertext) differ only in the lengths at the end, and the GMAC of zeros is that of a length alone.
ciphertext=$(bytes "$padded" | openssl enc -aes-256-ctr -K "$key" -iv "${nonce}00000002" | hex)
data=$(printf 'sluis/1 envelope' | hex)$(lp "$id")
whole=${data}000000000000000000000000$ciphertext
none=$(zeros 0)
tag=$(gmac <(bytes "$whole"))
tag=$(xor "$tag" "$(xor "$none" "$(zeros $((${#data} / 2 ^ ${#whole} / 2)))")")
tag=$(xor "$tag" "$(times_x64 "$(xor "$none" "$(zeros $((${#ciphertext} / 2)))")")")

printf '{"sealed":{"id":"%s","share":"%s","envelope":"%s","accessHash":"%s","ackHash":"%s"},"link":"%s/i#%s"}\n' \
  "$(b64 "$id")" "$(b64 "$share")" "$(b64 "01$nonce$commitment$ciphertext$tag")" "$(b64 "$(sha256 "$access")")" \
  "$(b64 "$(sha256 "$ack")")" "$1" "$(b64 "$secret")"
