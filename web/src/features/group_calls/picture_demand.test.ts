import { expect, it } from "vitest";
import { createDemand } from "./picture_demand";

function aDemand() {
  const told: Record<string, readonly number[]>[] = [];
  const demand = createDemand((drawn) => told.push(Object.fromEntries(drawn)));
  return { demand, last: () => told[told.length - 1], count: () => told.length };
}

it("tells of all places where a picture is drawn", () => {
  const { demand, last } = aDemand();
  const [tile, large] = [Symbol(), Symbol()];
  demand.put(tile, "1:camera", 120);
  demand.put(large, "1:camera", 720);
  expect(last()).toEqual({ "1:camera": [120, 720] });
  demand.remove(large);
  expect(last()).toEqual({ "1:camera": [120] });
});

it("wants nothing while the page is hidden", () => {
  const { demand, last } = aDemand();
  demand.put(Symbol(), "1:camera", 120);
  demand.setHidden(true);
  expect(last()).toEqual({});
  demand.setHidden(false);
  expect(last()).toEqual({ "1:camera": [120] });
});

it("wants what is seen in a window apart also while the page is hidden", () => {
  const { demand, last } = aDemand();
  demand.put(Symbol(), "1:camera", 720);
  demand.put(Symbol(), "2:camera", 260, "apart");
  demand.setHidden(true);
  expect(last()).toEqual({ "2:camera": [260] });
});

it("says nothing when nothing changed", () => {
  const { demand, count } = aDemand();
  const tile = Symbol();
  demand.put(tile, "1:camera", 120);
  demand.put(tile, "1:camera", 120);
  demand.remove(Symbol());
  expect(count()).toBe(1);
});
