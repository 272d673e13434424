// RUN: %tocsin %s
// OPTIONS: -fopenmp
// What threads share, and what each has for itself.

extern int omp_get_thread_num(void);
extern int omp_get_max_threads(void);

int calls, slot[64];
static long cells[64];
int mine;
#pragma omp threadprivate(mine)

void guilty(const int *x, int *y, int n) {
#pragma omp parallel for
  for (int i = 0; i < n; i++) {
    y[i] += x[i];
    y[0] += x[i]; // EXPECT: lost-update
    calls++; // EXPECT: lost-update
  }
}

void corrected(const int *x, int *y, int n) {
  int first = 0, done = 0;
#pragma omp parallel for reduction(+ : first, done)
  for (int i = 0; i < n; i++) {
    y[i] += x[i];
    first += x[i];
    done++;
  }
  y[0] += first;
  calls += done;
}

// The inner counter belongs to nobody.
void guiltyCounter(int m[8][8]) {
  int j;
#pragma omp parallel for
  for (int i = 0; i < 8; i++)
    for (j = 0; j < 8; j++) // EXPECT: lost-update
      m[i][j] += 1;
}

void correctedCounter(int m[8][8]) {
  int j;
#pragma omp parallel for private(j)
  for (int i = 0; i < 8; i++)
    for (j = 0; j < 8; j++)
      m[i][j] += 1;
}

void collapsed(int m[8][8]) {
#pragma omp parallel for collapse(2)
  for (int i = 0; i < 8; i++)
    for (int j = 0; j < 8; j++)
      m[i][j] += 1;
}

void rows(double *a, const double *b, int n, int w) {
#pragma omp parallel for
  for (int i = 0; i < n; i++) {
    double *row = a + i * w;
    double *same = &a[i * w];
    for (int k = 0; k < w; k++) {
      row[k] += b[k];
      same[k] *= 2;
    }
  }
}

void byThread(const int *x, int n) {
#pragma omp parallel
  {
    int id = omp_get_thread_num();
#pragma omp for
    for (int i = 0; i < n; i++) {
      slot[id] += x[i];
      cells[omp_get_thread_num()] += x[i];
      mine++;
    }
  }
}

// Other iterations have the same one.
void guiltyFold(const int *x, int n) {
#pragma omp parallel for
  for (int i = 0; i < n; i++)
    slot[i % 64] += x[i]; // EXPECT: lost-update
}

int before(int n) {
  int base = n, step = 2, last = 0;
#pragma omp parallel for firstprivate(base) lastprivate(last)
  for (int i = 0; i < n; i++) {
    base += step;
    last = base;
  }
  return last;
}

// The loop is shared out inside of the region.
void guiltyInner(const int *x, int n) {
  int sum = 0, i;
#pragma omp parallel shared(sum)
  {
    int own = 0;
#pragma omp for nowait
    for (i = 0; i < n; i++) {
      own += x[i];
      sum += x[i]; // EXPECT: lost-update
    }
    slot[0] += own; // EXPECT: lost-update
  }
  slot[1] = sum;
}

void correctedInner(const int *x, int n) {
  int sum = 0, i;
#pragma omp parallel shared(sum)
  {
    int own = 0;
#pragma omp for nowait
    for (i = 0; i < n; i++)
      own += x[i];
#pragma omp atomic
    sum += own;
  }
  slot[1] = sum;
}

static void count(int *hits, int by) { *hits += by; }

void guiltyHelper(int n) {
  int hits = 0;
#pragma omp parallel for
  for (int i = 0; i < n; i++)
    count(&hits, i); // EXPECT: lost-update
}

void correctedHelper(int n) {
  int hits = 0;
#pragma omp parallel for
  for (int i = 0; i < n; i++) {
#pragma omp critical(hits)
    count(&hits, i);
  }
}
