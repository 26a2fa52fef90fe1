// SPDX-License-Identifier: GPL-3.0-or-later
#include "status/ban_model.h"

#include "common/format.h"

namespace cosftp {

namespace {

QString namesText(const BanRecord &ban)
{
    QStringList names;
    for (const QByteArray &name : ban.names)
        names += QString::fromUtf8(name);
    if (ban.unknownNames > 0)
        names += BanModel::tr("%n with unknown name(s)", nullptr, ban.unknownNames);
    return names.join(QStringLiteral(", "));
}

}  // namespace

void BanModel::update(const QList<BanRecord> &bans)
{
    removeMissing(bans);
    for (const BanRecord &ban : bans) {
        const int row = rowOf(ban.address);
        if (row < 0) {
            const auto end = static_cast<int>(m_bans.size());
            beginInsertRows({}, end, end);
            m_bans += ban;
            endInsertRows();
        } else if (m_bans[row] != ban) {
            m_bans[row] = ban;
            Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
        }
    }
}

void BanModel::removeMissing(const QList<BanRecord> &bans)
{
    QSet<QString> present;
    for (const BanRecord &ban : bans)
        present.insert(ban.address);
    for (auto row = static_cast<int>(m_bans.size()) - 1; row >= 0; --row) {
        if (present.contains(m_bans.at(row).address))
            continue;
        beginRemoveRows({}, row, row);
        m_bans.removeAt(row);
        endRemoveRows();
    }
}

int BanModel::rowOf(const QString &address) const
{
    for (int row = 0; row < static_cast<int>(m_bans.size()); ++row)
        if (m_bans.at(row).address == address)
            return row;
    return -1;
}

int BanModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_bans.size());
}

int BanModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant BanModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return display(m_bans.at(index.row()), index.column());
    case sortValueRole:
        return sortValueAt(index.row(), index.column()).toVariant();
    case Qt::TextAlignmentRole:
        return index.column() == Attempts ? int(Qt::AlignRight | Qt::AlignVCenter)
                                          : int(Qt::AlignLeft | Qt::AlignVCenter);
    default:
        return {};
    }
}

QString BanModel::display(const BanRecord &ban, int column)
{
    switch (column) {
    case Address:
        return ban.address;
    case Why:
        return whyText(ban.why);
    case Since:
        return format::dateTime(ban.since);
    case Until:
        return format::dateTime(ban.until);
    case Attempts:
        return QString::number(ban.attempts);
    case Names:
        return namesText(ban);
    default:
        return {};
    }
}

SortValue BanModel::sortValueAt(int row, int column) const
{
    const BanRecord &ban = m_bans.at(row);
    switch (column) {
    case Since:
        return {double(ban.since.toMSecsSinceEpoch())};
    case Until:
        return {double(ban.until.toMSecsSinceEpoch())};
    case Attempts:
        return {double(ban.attempts)};
    default:
        return {0, display(ban, column)};
    }
}

QVariant BanModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Address:
        return tr("Address");
    case Why:
        return tr("Why");
    case Since:
        return tr("Since");
    case Until:
        return tr("Until");
    case Attempts:
        return tr("Attempts");
    case Names:
        return tr("Names that were tried");
    default:
        return {};
    }
}

QString BanModel::whyText(BanRecord::Why why)
{
    switch (why) {
    case BanRecord::Why::WrongLogins:
        return tr("wrong logins");
    case BanRecord::Why::FailedHandshakes:
        return tr("failed TLS handshakes");
    }
    return {};
}

}  // namespace cosftp
