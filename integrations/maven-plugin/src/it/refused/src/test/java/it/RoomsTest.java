package it;

class RoomsTest {}
