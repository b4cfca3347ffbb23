#!/bin/sh
# Makes the test certificates of this folder anew (OpenSSL 3). Not run by any test: the files are committed.
# Every name is localhost, elsewhere.example or one below private.test, and nothing outside these tests trusts their authority.
set -e
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
: >"$work/index.txt"
cat >"$work/ca.cnf" <<CNF
[ca]
default_ca = test
[test]
database = $work/index.txt
new_certs_dir = $work
rand_serial = yes
default_md = sha256
policy = any
unique_subject = no
[any]
commonName = supplied
[authority]
basicConstraints = critical,CA:true
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
[localhost]
basicConstraints = critical,CA:false
subjectAltName = DNS:localhost,IP:127.0.0.1,IP:::1
[elsewhere]
basicConstraints = critical,CA:false
subjectAltName = DNS:elsewhere.example
[private]
basicConstraints = critical,CA:false
subjectAltName = DNS:coc.private.test,DNS:iam.private.test,DNS:localhost
CNF

sign() { # name, common name, extensions, issuer, its key, last day
  openssl req -new -key test-key.pem -subj "/CN=$2" -out "$work/$1.csr"
  openssl ca -batch -notext -config "$work/ca.cnf" -extensions "$3" -cert "$4" -keyfile "$5" \
    -startdate 20200101000000Z -enddate "$6" -in "$work/$1.csr" -out "$1.pem" 2>/dev/null
}

new_key() { openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1"; }

new_key "$work/test.key"
{ echo 'Key of the test certificates in this folder. It protects nothing.'; cat "$work/test.key"; } >test-key.pem
new_key "$work/root.key"
new_key "$work/intermediate.key"

openssl req -new -key "$work/root.key" -subj '/CN=COC Incidents test root' -out "$work/root.csr"
openssl ca -batch -notext -selfsign -config "$work/ca.cnf" -extensions authority -keyfile "$work/root.key" \
  -startdate 20200101000000Z -enddate 21251231235959Z -in "$work/root.csr" -out root.pem 2>/dev/null
openssl req -new -key "$work/intermediate.key" -subj '/CN=COC Incidents test intermediate' -out "$work/intermediate.csr"
openssl ca -batch -notext -config "$work/ca.cnf" -extensions authority -cert root.pem -keyfile "$work/root.key" \
  -startdate 20200101000000Z -enddate 21251231235959Z -in "$work/intermediate.csr" -out intermediate.pem 2>/dev/null

sign localhost localhost localhost root.pem "$work/root.key" 21251231235959Z
sign expired localhost localhost root.pem "$work/root.key" 20200102000000Z
sign elsewhere elsewhere.example elsewhere root.pem "$work/root.key" 21251231235959Z
sign private coc.private.test private root.pem "$work/root.key" 21251231235959Z
sign below-intermediate localhost localhost intermediate.pem "$work/intermediate.key" 21251231235959Z
openssl ca -batch -notext -selfsign -config "$work/ca.cnf" -extensions localhost -keyfile test-key.pem \
  -startdate 20200101000000Z -enddate 21251231235959Z -in "$work/localhost.csr" -out self-signed.pem 2>/dev/null
