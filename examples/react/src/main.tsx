import { createRoot } from 'react-dom/client'
import { AisleProvider } from './aisle.tsx'
import { HomePage } from './home-page.tsx'

const address = new URLSearchParams(location.search)

createRoot(document.querySelector('#root') as Element).render(
  <AisleProvider url={address.get('aisle') ?? 'http://localhost:7400'} shop="demo">
    <HomePage />
  </AisleProvider>,
)
