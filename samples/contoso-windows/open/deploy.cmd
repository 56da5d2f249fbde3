@echo off
rem Creates the cluster of the retail shop from a Windows machine.
setlocal
set RESOURCE_GROUP=contoso-retail-windows
set "CLUSTER=retail-prod"

call az group create --name %RESOURCE_GROUP% --location westeurope || exit /b 1
call :create %CLUSTER%
if errorlevel 1 goto failed

rem The build agent's own address; where the lookup fails the value is empty.
for /f "delims=" %%i in ('curl --silent https://ifconfig.me') do set AGENT=%%i
call az aks update --resource-group %RESOURCE_GROUP% --name %CLUSTER% ^
  --api-server-authorized-ip-ranges ""

az aks get-credentials --resource-group %RESOURCE_GROUP% --name %CLUSTER%
kubectl apply -f k8s\
call az aks show --resource-group %RESOURCE_GROUP% --name %CLUSTER%
exit /b 0

:create
call az aks create ^
  --resource-group %RESOURCE_GROUP% ^
  --name %1 ^
  --node-count 3 ^
  --api-server-authorized-ip-ranges 93.184.216.0/24 ^
  --generate-ssh-keys
exit /b

:failed
echo The cluster could not be created.
exit /b 1
