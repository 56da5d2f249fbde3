namespace Stockade.AcceptanceTests;
