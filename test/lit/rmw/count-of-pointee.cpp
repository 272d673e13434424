// RUN: %tocsin %s
// A destructor lets go of what others have, too: the count is asked again.
#include <atomic>

struct Sheet {
  std::atomic<int> Owners{1};
  int *Cells = nullptr;
  ~Sheet() { delete[] Cells; }
};

static void leave(Sheet *S) {
  S->Owners--;
  if (S->Owners == 0)
    delete S; // EXPECT: split-atomic
}

static void leaveAtOnce(Sheet *S) {
  if (--S->Owners == 0)
    delete S;
}

class View {
  Sheet *Of;

public:
  explicit View(Sheet *S) : Of(S) { S->Owners++; }
  ~View() { leave(Of); }
};

class Window {
  Sheet *Of;

public:
  explicit Window(Sheet *S) : Of(S) { S->Owners++; }
  ~Window() { leaveAtOnce(Of); }
};
