#pragma once
#include <string>

namespace hooks {

enum class Verdict { Trusted, Foreign, Missing };

Verdict inspect(const std::string& script);
int launch(const std::string& script, const std::string& event);

} // namespace hooks
