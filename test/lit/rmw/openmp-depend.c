// RUN: %tocsin %s
// STD: gnu17
// OPTIONS: -fopenmp
// Tasks that are put in order do not run beside one another.

void corrected(int *gen) {
#pragma omp parallel
#pragma omp single
  {
#pragma omp task depend(inout : gen[0])
    gen[0] += 10;
#pragma omp task depend(inout : gen[0])
    gen[0] *= 2;
  }
}

void guilty(int *gen) {
#pragma omp parallel
#pragma omp single
  {
#pragma omp task
    gen[0] += 10; // EXPECT: lost-update
#pragma omp task
    gen[0] *= 2; // EXPECT: lost-update
  }
}
