// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/account_table.hpp"
#include "store/claim_table.hpp"
#include "store/concern_table.hpp"
#include "store/diligence_table.hpp"
#include "store/hook_table.hpp"
#include "store/list_table.hpp"
#include "store/log_table.hpp"
#include "store/screening_table.hpp"
#include "store/sqlite/connection.hpp"
#include "store/sqlite/log_sql.hpp"

namespace entente::store::sqlite {

struct Engine {
  using Connection = sqlite::Connection;
  using Bytes = sqlite::Bytes;
  using LogSql = sqlite::LogSql;
};
using Accounts = AccountTable<Engine>;
using Claims = ClaimTable<Engine>;
using Concerns = ConcernTable<Engine>;
using Diligence = DiligenceTable<Engine>;
using Hooks = HookTable<Engine>;
using Lists = ListTable<Engine>;
using Log = LogTable<Engine>;
using Screenings = ScreeningTable<Engine>;

}  // namespace entente::store::sqlite

extern template class entente::store::AccountTable<entente::store::sqlite::Engine>;
extern template class entente::store::ClaimTable<entente::store::sqlite::Engine>;
extern template class entente::store::ConcernTable<entente::store::sqlite::Engine>;
extern template class entente::store::DiligenceTable<entente::store::sqlite::Engine>;
extern template class entente::store::HookTable<entente::store::sqlite::Engine>;
extern template class entente::store::ListTable<entente::store::sqlite::Engine>;
extern template class entente::store::LogTable<entente::store::sqlite::Engine>;
extern template class entente::store::ScreeningTable<entente::store::sqlite::Engine>;
