// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/file_tree.h"

#include <functional>

namespace cosftp {

/// "20261123T014502-9f3c01d2a7b4e688": when, and 64 bits that nobody can foresee.
QByteArray uniqueName(const QDateTime &now, quint64 random);

/// Looks for a name that nothing in a folder has, for STOU. Deletes itself.
class FreeName final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FreeName)

public:
    using Suggest = std::function<QByteArray()>;

    /// One question to the store for each try, almost always one; Busy after ten names that were
    /// taken. `suggest` is for tests.
    static void find(FileTree &tree, const VirtualPath &folder, QObject *context,
                     Handler<VirtualPath> handler, const Suggest &suggest = {});

private:
    FreeName(FileTree &tree, VirtualPath folder, QObject *context, Handler<VirtualPath> handler,
             Suggest suggest);
    void tryNext();
    void onAnswer(const VirtualPath &path, const Result<Entry> &entry);
    void finish(const Result<VirtualPath> &result);

    FileTree &m_tree;
    VirtualPath m_folder;
    Handler<VirtualPath> m_handler;
    Suggest m_suggest;
    int m_tries = 0;
};

}  // namespace cosftp
