// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fstream>
#include <sstream>
#include <string>

/// Lists that stand beside the project, where a checkout has them.
namespace entente::screening {

/// Empty where the file is not there: the test is skipped, and says so.
inline std::string shared_list(const std::string& name) {
  std::ifstream in(std::string(ENTENTE_SHARED_DATA) + "/screening/" + name, std::ios::binary);
  std::ostringstream all;
  if (in) all << in.rdbuf();
  return all.str();
}

}  // namespace entente::screening
