#pragma once
#include "catalog.h"

class Sweeper {
public:
    Sweeper(Catalog& c, Mono::duration delay) : catalog_(c), delay_(delay) {}
    int runOnce();

private:
    Catalog& catalog_;
    Mono::duration delay_;
};
