#pragma once

#include <string>

namespace stapel::app {

/// Every character, in UTF-8, that text of any size may have: Latin-1, Cyrillic, the signs of the screens, and whatever
/// stands in the text table and in the failure table. Identities and names of files and plans lie within it.
[[nodiscard]] std::string all_characters();

/// The few that a verdict is written with: the words of the states, their marks and digits. Large type holds these only,
/// so that its picture stays small.
[[nodiscard]] std::string verdict_characters();

}  // namespace stapel::app
