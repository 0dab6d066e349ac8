// Registers the tag: the one side effect.
import { ResellerOffboardingElement } from "./element.js";

ResellerOffboardingElement.define();
