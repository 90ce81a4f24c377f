/**
 * 核验.sh: verifies what a bag stands on with a POSIX shell and the openssl command alone. It checks the digests of
 * manifest.json, that a ledger entry holds the manifest's own digests, that the entry is a leaf of both trees, both
 * signatures of the tree heads, and those of messages and receipts between organisations. Whose keys these are, a person decides by the fingerprints it prints.
 */
export const VERIFY_SCRIPT = `#!/bin/sh
# 证据包核验：只需 sh 和 openssl（3.0 以上）。在解开的证据包目录内运行：sh 核验.sh
# Verifies this evidence bag with sh and openssl (3.0 and later). Run it inside the unpacked bag.
set -u
cd "$(dirname "$0")" || exit 2
bad=0
say() { printf '%s\\n' "$*"; }
check() { if [ "$1" = "$2" ]; then say "通过 ok      $3"; else say "不符 FAILED  $3"; bad=1; fi; }
hash() { openssl dgst "-$1" -r "$2" | cut -c1-64; }
# 十六进制转二进制 hexadecimal to bytes
bin() { s=$1; while [ -n "$s" ]; do r=\${s#??}; printf "\\\\$(printf '%03o' "0x\${s%"$r"}")"; s=$r; done; }

say '一、各部分校验值 digests of the parts'
list=$(tr '{' '\\n' < manifest.json | sed -n 's/.*"name":"\\([^"]*\\)","sha256":"\\([0-9a-f]*\\)","sm3":"\\([0-9a-f]*\\)".*/\\2 \\3 \\1/p')
[ -n "$list" ] || { say '不符 FAILED  manifest.json'; bad=1; }
while read -r sha256 sm3 name; do
  [ -n "$name" ] || continue
  check "$(hash sha256 "$name") $(hash sm3 "$name")" "$sha256 $sm3" "$name"
done <<END
$list
END

say '二、存证条目含有目录文件的校验值 the ledger entry holds the digests of manifest.json'
for algorithm in sha256 sm3; do
  check "$(sed -n "s/.*\\"$algorithm\\":\\"\\([0-9a-f]*\\)\\".*/\\1/p" openssl/anchor.json)" "$(hash $algorithm manifest.json)" "openssl/anchor.json $algorithm"
done

say '三、存证条目在两棵哈希树内 the entry is a leaf of both trees'
line=3
for algorithm in sha256 sm3; do
  h=$({ printf '\\000'; cat openssl/anchor.json; } | openssl dgst -$algorithm -r | cut -c1-64)
  while read -r side node; do
    case $side in
      L) h=$({ printf '\\001'; bin "$node"; bin "$h"; } | openssl dgst -$algorithm -r | cut -c1-64) ;;
      R) h=$({ printf '\\001'; bin "$h"; bin "$node"; } | openssl dgst -$algorithm -r | cut -c1-64) ;;
    esac
  done < openssl/anchor.$algorithm.path
  check "$(bin "$h" | openssl base64 -A)" "$(sed -n "\${line}p" openssl/checkpoint.txt | sed 's/^sm3 //')" "openssl/checkpoint.txt $algorithm"
  line=4
done

say '四、树根签名 signatures of the tree heads'
check "$(openssl pkeyutl -verify -pubin -inkey openssl/ed25519.pem -rawin -in openssl/checkpoint.txt -sigfile openssl/checkpoint.ed25519.sig 2>&1 | grep -c 'Verified Successfully')" 1 'Ed25519'
check "$(openssl pkeyutl -verify -pubin -inkey openssl/sm2.pem -rawin -digest sm3 -pkeyopt distid:1234567812345678 -in openssl/checkpoint.txt -sigfile openssl/checkpoint.sm2.sig 2>&1 | grep -c 'Verified Successfully')" 1 'SM2 + SM3'

if [ -d exchange ]; then
  say '五、往来消息、回执及客户端请求的签名 signatures of messages, receipts and requests of clients'
  for sig in exchange/*.sig; do
    one=\${sig%.sig}
    check "$(openssl pkeyutl -verify -pubin -inkey "$one.pem" -rawin -in "$one.txt" -sigfile "$sig" 2>&1 | grep -c 'Verified Successfully')" 1 "$one.txt"
  done
fi

say '六、请与公布的指纹核对 hold these fingerprints against the published ones'
for key in ed25519 sm2; do
  say "$key  SHA-256 $(openssl pkey -pubin -in openssl/$key.pem -outform DER | openssl dgst -sha256 -r | cut -c1-64)"
done
if [ -d exchange ]; then
  for pem in exchange/*.pem; do
    say "Ed25519  SHA-256 $(openssl pkey -pubin -in "$pem" -outform DER | openssl dgst -sha256 -r | cut -c1-64)  $pem"
  done
fi
[ $bad = 0 ] && say '核验通过 verified' || say '核验不通过 NOT verified'
exit $bad
`
