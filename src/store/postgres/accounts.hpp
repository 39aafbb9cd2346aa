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
#include "store/postgres/connection.hpp"
#include "store/postgres/log_sql.hpp"
#include "store/screening_table.hpp"

namespace entente::store::postgres {

struct Engine {
  using Connection = postgres::Connection;
  using Bytes = postgres::Bytes;
  using LogSql = postgres::LogSql;
};
using Accounts = AccountTable<Engine>;
using Claims = ClaimTable<Engine>;
using Concerns = ConcernTable<Engine>;
using Diligence = DiligenceTable<Engine>;
using Hooks = HookTable<Engine>;
using Lists = ListTable<Engine>;
using Log = LogTable<Engine>;
using Screenings = ScreeningTable<Engine>;

}  // namespace entente::store::postgres

extern template class entente::store::AccountTable<entente::store::postgres::Engine>;
extern template class entente::store::ClaimTable<entente::store::postgres::Engine>;
extern template class entente::store::ConcernTable<entente::store::postgres::Engine>;
extern template class entente::store::DiligenceTable<entente::store::postgres::Engine>;
extern template class entente::store::HookTable<entente::store::postgres::Engine>;
extern template class entente::store::ListTable<entente::store::postgres::Engine>;
extern template class entente::store::LogTable<entente::store::postgres::Engine>;
extern template class entente::store::ScreeningTable<entente::store::postgres::Engine>;
