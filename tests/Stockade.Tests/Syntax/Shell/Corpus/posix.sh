#!/bin/sh
. ./env.sh
NAME=`basename "$0" .sh`; export NAME
[ -n "$RG" ] || { echo "RG is missing" >&2; exit 64; }
if az aks show -g "$RG" -n "$NAME" >/dev/null 2>&1
then
	az aks update -g "$RG" -n "$NAME" --api-server-authorized-ip-ranges ""
elif test "$FORCE" = 1; then az aks create -g "$RG" \
	-n "$NAME"
else
	echo nothing; fi
for f
do az storage blob upload -f "$f" "--name=${f##*/}" -c "a\"b" 'c'\''d'
done
A=1 B= az x >out 2>>err <in
! az y | grep -q 'z|w'
VERSION=$(az aks get-versions -l we --query "orchestrators[?default].orchestratorVersion | [0]" -o tsv)
case "$VERSION" in 1.2[0-9].*) az z;; esac
echo "nested $(echo "deep $(echo "`echo deepest`")")" foo\
bar \
  baz
