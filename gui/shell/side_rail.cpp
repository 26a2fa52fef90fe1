// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/side_rail.h"

#include "common/page.h"
#include "common/theme.h"
#include "shell/rail_button.h"

#include <QButtonGroup>
#include <QVBoxLayout>

namespace cosftp {

SideRail::SideRail(QWidget *parent)
    : QFrame(parent), m_group(new QButtonGroup(this)), m_pages(new QVBoxLayout),
      m_actions(new QVBoxLayout)
{
    setObjectName(QStringLiteral("rail"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(10, 14, 10, 12);
    layout->addLayout(m_pages);
    layout->addStretch();
    layout->addLayout(m_actions);
    m_pages->setSpacing(2);
    m_actions->setSpacing(2);
    m_group->setExclusive(true);
    connect(m_group, &QButtonGroup::idClicked, this, &SideRail::pageChosen);
}

void SideRail::addPage(Page *page)
{
    const int index = static_cast<int>(m_listed.size());
    auto *button = new RailButton(this);
    button->setCheckable(true);
    m_pages->addWidget(button);
    m_group->addButton(button, index);
    m_listed.append(page);
    m_buttons.append(button);
    connect(page, &Page::titleChanged, this, [this, index] { refresh(index); });
    refresh(index);
}

QToolButton *SideRail::addAction(const QString &iconName)
{
    auto *button = new RailButton(this);
    button->setIcon(Theme::instance().icon(iconName));
    m_actions->addWidget(button);
    return button;
}

void SideRail::setCurrent(int index)
{
    if (QAbstractButton *button = m_group->button(index))
        button->setChecked(true);
}

QToolButton *SideRail::button(int index) const { return m_buttons.value(index); }

void SideRail::refresh(int index)
{
    const Page *page = m_listed.at(index);
    RailButton *button = m_buttons.at(index);
    button->setIcon(Theme::instance().icon(page->iconName()));
    button->setText(page->title());
    button->setBadge(page->badge());
    const QString key = QStringLiteral("Alt+%1").arg(index + 1);
    button->setToolTip(index < 9 ? QStringLiteral("%1 (%2)").arg(page->title(), key)
                                 : page->title());
    button->setAccessibleName(page->badge() > 0
                                  ? QStringLiteral("%1, %2").arg(page->title()).arg(page->badge())
                                  : page->title());
}

void SideRail::retranslate()
{
    for (int index = 0; index < m_listed.size(); ++index)
        refresh(index);
}

}  // namespace cosftp
