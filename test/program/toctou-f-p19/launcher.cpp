// STD: c++20
#include "patch_store.hpp"

#include <iostream>

int patchOne(const std::wstring& dir, const std::wstring& version, const std::vector<char>& payload) {
    launcher::PatchStore store(dir);
    if (!store.claim(version))
        return 0;
    const std::wstring staged = store.stage(payload);
    if (staged.empty()) {
        std::wcerr << L"staging failed in " << dir << L'\n';
        return 1;
    }
    if (!store.keepOriginal(L"game.pak") || !store.install(staged, L"game-" + version + L".pak"))
        return 1;
    return store.writeReceipt(version, {'o', 'k', '\n'}) ? 0 : 1;
}
