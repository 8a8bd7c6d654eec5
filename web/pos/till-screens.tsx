import { type ReactNode, useEffect, useRef } from 'react'
import type { ButtonAction } from '../../src/domain/point-of-sale.ts'
import { FaultBoundary } from '../shared/fault-boundary.tsx'
import { CustomerScreen } from './customer/customer-screen.tsx'
import type { Receipt } from './ticket/finish-ticket.ts'
import { ProductScreen } from './product/product-screen.tsx'
import { ProductsScreen } from './product/products-screen.tsx'
import { ReceiptScreen } from './ticket/receipt-screen.tsx'
import { ReturnScreen } from './ticket/return-screen.tsx'
import { SimilarScreen } from './product/similar-screen.tsx'
import { TransactionScreen } from './ticket/transaction-screen.tsx'
import type { TillScreen } from './till-path.ts'
import { useTill } from './till-context.ts'

type TillScreensProps = {
  readonly screen: TillScreen
  readonly receipt: (Receipt & { readonly customerLabel?: string }) | undefined
  readonly onFinished: (receipt: Receipt) => void
  readonly onDo: (action: ButtonAction) => void
}

const Screen = ({ screen, receipt, onFinished, onDo }: TillScreensProps): ReactNode => {
  const { openScreen } = useTill()
  switch (screen.at) {
    case 'products':
      return <ProductsScreen query={screen.query} category={screen.category} />
    case 'product':
      return <ProductScreen itemId={screen.itemId} />
    case 'similar':
      return <SimilarScreen itemId={screen.itemId} by={screen.by} />
    case 'customer':
      return <CustomerScreen customerId={screen.customerId} isFinding={screen.isFinding} />
    case 'return':
      return <ReturnScreen />
    case 'receipt':
      if (receipt !== undefined)
        return (
          <ReceiptScreen
            receipt={receipt}
            customerLabel={receipt.customerLabel}
            onNext={() => openScreen()}
          />
        )
      break
    case 'transaction':
  }
  return <TransactionScreen onFinished={onFinished} onDo={onDo} />
}

export const TillScreens = (props: TillScreensProps): ReactNode => {
  const main = useRef<HTMLElement>(null)
  const { screen } = props
  const place = JSON.stringify(screen)
  useEffect(() => {
    main.current?.scrollTo(0, 0)
  }, [place])
  return (
    <main className={`till-main at-${screen.at}`} ref={main}>
      <FaultBoundary key={screen.at}>
        <Screen {...props} />
      </FaultBoundary>
    </main>
  )
}
