// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/original_notice.h"

#include "common/card.h"
#include "common/roles.h"
#include "settings/settings_draft.h"

#include <QEvent>

namespace cosftp {

namespace {

constexpr int mostLines = 6;

}  // namespace

OriginalNotice::OriginalNotice(QWidget *parent)
    : QWidget(parent), m_card(new Card), m_text(new QLabel), m_list(new QLabel),
      m_convert(new QPushButton)
{
    m_convert->setObjectName(QStringLiteral("convert"));
    m_text->setWordWrap(true);
    m_list->setTextFormat(Qt::PlainText);
    setRole(m_list, LabelRole::Muted);
    setRole(m_convert, ButtonRole::Primary);
    m_card->content()->addWidget(m_text);
    m_card->content()->addWidget(m_list);
    m_card->content()->addWidget(m_convert, 0, Qt::AlignLeft);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 8);
    layout->addWidget(m_card);
    connect(m_convert, &QPushButton::clicked, this, &OriginalNotice::convertWanted);
    retranslate();
}

void OriginalNotice::load(const SettingsDraft &draft)
{
    setVisible(draft.isOriginal());
    if (!draft.isOriginal())
        return;
    const NativeSections native = nativeSections(draft.base().text, draft.settings());
    QStringList lines;
    for (const BucketSettings &bucket : draft.settings().buckets)
        if (native.bucketIds.contains(bucket.id))
            lines += QStringLiteral("[%1]  \u2192  [BUCKET %2]")
                         .arg(bucket.id, native.bucketIds.value(bucket.id));
    for (const UserSettings &user : draft.settings().users)
        lines += QStringLiteral("%1  \u2192  [USER %1]").arg(QString::fromUtf8(user.name));
    const auto hidden = lines.size() - mostLines;
    if (hidden > 0)
        lines = lines.mid(0, mostLines) << tr("and %n more", nullptr, static_cast<int>(hidden));
    m_list->setText(lines.join(QLatin1Char('\n')));
}

void OriginalNotice::retranslate()
{
    m_card->setTitle(tr("Sections of the original program"));
    m_text->setText(tr("The buckets and users of this file stand in sections of the original "
                       "program. The server reads them as they are. To edit them here they become "
                       "sections of COS FTP Server; passwords, rights and comments elsewhere stay. "
                       "Nothing is written before you apply, and the old file is kept."));
    m_convert->setText(tr("&Convert to edit"));
}

void OriginalNotice::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

}  // namespace cosftp
