@echo off
rem Creates the private cluster of the retail shop from a Windows machine inside the virtual network.
setlocal
set RESOURCE_GROUP=contoso-retail-windows
set "CLUSTER=retail-prod"

call az group create --name %RESOURCE_GROUP% --location westeurope || exit /b 1
call az aks create ^
  --resource-group %RESOURCE_GROUP% ^
  --name %CLUSTER% ^
  --node-count 3 ^
  --enable-private-cluster ^
  --enable-aad ^
  --aad-admin-group-object-ids "%ADMIN_GROUP%" ^
  --disable-local-accounts ^
  --network-plugin azure ^
  --network-plugin-mode overlay ^
  --network-dataplane cilium ^
  --generate-ssh-keys
if errorlevel 1 exit /b 1

call az aks get-credentials --resource-group %RESOURCE_GROUP% --name %CLUSTER%
kubectl apply -f k8s\
