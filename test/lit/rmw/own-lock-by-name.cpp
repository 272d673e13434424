// RUN: %tocsin %s
// A lock whose body is elsewhere is known by its pair of names; one that is
// asserted is held.

class Gate {
public:
  void Lock();
  void Unlock();
  void AssertHeld();
};

class Hold {
  Gate &G;

public:
  explicit Hold(Gate &G) : G(G) { G.Lock(); }
  ~Hold() { G.Unlock(); }
};

class Desk {
  Gate G;
  long Open = 0;

  void bump(long N) {
    G.AssertHeld();
    Open += N;
  }

public:
  void add() {
    Hold H(G);
    Open++;
  }
  void take() {
    Hold H(G);
    Open--;
  }
  void corrected(long N) {
    Hold H(G);
    Open += N;
  }
  void correctedByCaller(long N) { bump(N); }
  void guilty(long N) {
    Open += N; // EXPECT: lost-update
  }
};
