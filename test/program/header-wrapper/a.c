#include "fresh.h"
int makeA(void) { return fresh("a"); }
