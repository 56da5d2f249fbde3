az aks create -g rg -n first
if [ -n "$X" ]; then
  az aks update -n one )
fi
az aks update -n two --tags "a=b
az aks update -n three
az aks create \ 
  -n four
done
az x ${bad name} y
az aks create -n five
  --enable-private-cluster
