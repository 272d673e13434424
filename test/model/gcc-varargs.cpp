// PACKAGE: libc6-dev
// FLAGS:
void calls(int n, ...) {
  __builtin_va_list a, b;
  __builtin_va_start(a, n); // MODEL: output
  __builtin_va_copy(b, a); // MODEL: output
  __builtin_va_end(a); // MODEL: output
}
