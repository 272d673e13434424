#include <string>
bool save(const std::string &Path, const std::string &Text);
bool saveNew(const std::string &Path, const std::string &Text);
