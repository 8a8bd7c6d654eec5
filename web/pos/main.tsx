import { createRoot } from 'react-dom/client'
import '../shared/theme.css'
import './pos.css'
import './sign-in/start.css'
import './ticket/transaction.css'
import './screens.css'
import { App } from './app.tsx'
import { registerServiceWorker } from './offline/service-worker.ts'

registerServiceWorker()
const root = document.getElementById('root')
if (root !== null) createRoot(root).render(<App />)
