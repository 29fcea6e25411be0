package dev.plimsoll.simulator;

import java.util.List;

/** Where addresses lie, at one moment. */
interface SpaceMap {

  List<HeapSpace> spaces();

  HeapSpace.Place place(int address);
}
